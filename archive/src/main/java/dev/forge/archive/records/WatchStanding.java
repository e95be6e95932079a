package dev.forge.archive.records;

/**
 * How a watch stands.
 *
 * @param failing whether something keeps it from its work
 * @param pending how many object versions wait for their runs to be started
 */
public record WatchStanding(String name, boolean failing, long pending) {}
