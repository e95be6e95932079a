package dev.forge.archive.records;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Waiting;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A run in a list: all but its steps and its parameters. */
public record RunSummary(
        String id,
        String key,
        String execution,
        String pipeline,
        Optional<Integer> pipelineVersion,
        RunState state,
        Optional<String> reason,
        Optional<Waiting> waiting,
        Instant startedAt,
        Optional<Instant> endedAt,
        Optional<RunFailure> failure,
        Optional<String> scheduledBy,
        Map<String, String> labels) {
    public RunSummary {
        labels = Map.copyOf(labels);
    }

    /** By which runs that have ended are ordered: when it ended; of one that does not say it, when it started. */
    public Instant closedAt() {
        return endedAt.orElse(startedAt);
    }
}
