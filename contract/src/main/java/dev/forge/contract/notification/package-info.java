/** Who is told of a run's end. */
package dev.forge.contract.notification;
