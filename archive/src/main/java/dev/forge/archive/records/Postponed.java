package dev.forge.archive.records;

/**
 * Object versions of a watch whose runs could not be started when that was tried. They are pending, and tried again.
 *
 * @param count how many, at least one
 * @param first the one that is tried again first
 */
public record Postponed(long count, Sighting first) {}
