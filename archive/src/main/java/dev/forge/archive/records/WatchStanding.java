package dev.forge.archive.records;

/**
 * How a watch stands.
 *
 * @param failing whether something keeps it from its work
 * @param pending how many object versions wait for their runs to be started
 * @param postponed how many of these wait since that could not be done when it was tried
 */
public record WatchStanding(String name, boolean failing, long pending, long postponed) {}
