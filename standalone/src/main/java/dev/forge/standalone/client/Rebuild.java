package dev.forge.standalone.client;

import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.RebuildCounts.Skipped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far the archive has been filled again; see {@code GET /archive/rebuild}. */
public record Rebuild(
        RunState state,
        Instant startedAt,
        Optional<Instant> endedAt,
        long lookedAt,
        long filled,
        long kept,
        long skipped,
        List<Skipped> firstSkipped,
        Optional<Waiting> waiting) {
    public Rebuild {
        firstSkipped = List.copyOf(firstSkipped);
    }
}
