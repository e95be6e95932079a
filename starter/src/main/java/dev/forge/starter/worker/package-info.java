/** What the starter does durably: the activities that it serves on a task queue of its own. */
package dev.forge.starter.worker;
