/** Tells others of the ends of runs. */
package dev.forge.starter.notification;
