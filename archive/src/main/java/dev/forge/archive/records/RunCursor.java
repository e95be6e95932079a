package dev.forge.archive.records;

import java.time.Instant;

/** A place in the list of runs: the last one that was seen. It stays a place when that run is gone. */
public record RunCursor(Instant startedAt, String id) {}
