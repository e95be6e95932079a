package dev.forge.starter.run;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * A run as it stands in a list.
 *
 * @param execution Temporal's Run ID
 */
public record RunSummary(
        String id,
        String execution,
        String pipeline,
        RunState state,
        Instant startedAt,
        Optional<Instant> endedAt,
        Map<String, String> labels) {
    public RunSummary {
        labels = Map.copyOf(labels);
    }

    static RunSummary of(dev.forge.archive.records.RunSummary kept) {
        return new RunSummary(
                kept.id(),
                kept.execution(),
                kept.pipeline(),
                kept.state(),
                kept.startedAt(),
                kept.endedAt(),
                kept.labels());
    }

    public String key() {
        return RunKey.of(id);
    }

    /** By which ended runs are ordered, as finely as the archive and Temporal both keep times. */
    Instant closedAt() {
        return endedAt.orElse(startedAt).truncatedTo(ChronoUnit.MICROS);
    }
}
