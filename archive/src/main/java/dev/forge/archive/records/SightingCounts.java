package dev.forge.archive.records;

/** How many object versions a watch has seen, by what became of them. */
public record SightingCounts(long pending, long started, long skipped, long refused) {}
