package dev.forge.starter.run;

import dev.forge.contract.run.RunState;
import java.time.Instant;
import java.util.Optional;

/** A run as it stands in a list. */
public record RunSummary(
        String id, String key, String pipeline, RunState state, Instant startedAt, Optional<Instant> endedAt) {}
