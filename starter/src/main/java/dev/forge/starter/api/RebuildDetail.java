package dev.forge.starter.api;

import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.RebuildCounts;
import dev.forge.contract.workflow.RebuildCounts.Skipped;
import dev.forge.starter.run.ArchiveRebuilding.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A rebuild of the archive. What it counts are executions of runs that have closed: a run that was continued has several.
 *
 * @param state RUNNING, SUCCEEDED, FAILED or CANCELED
 * @param lookedAt executions that were looked at by now
 * @param filled those whose rows were written
 * @param kept those of whose run the archive has a row that is as new or newer, or will have it from a later execution
 * @param skipped those that could not be read
 * @param firstSkipped the first ten of these, with the reason
 * @param waiting why it does not go on
 */
record RebuildDetail(
        RunState state,
        Instant startedAt,
        Optional<Instant> endedAt,
        long lookedAt,
        long filled,
        long kept,
        long skipped,
        List<Skipped> firstSkipped,
        Optional<Waiting> waiting) {
    RebuildDetail {
        firstSkipped = List.copyOf(firstSkipped);
    }

    static RebuildDetail of(Standing standing) {
        RebuildCounts counts = standing.leg().counts();
        return new RebuildDetail(
                standing.state(),
                standing.leg().startedAt(),
                standing.endedAt(),
                counts.sum(),
                counts.filled(),
                counts.kept(),
                counts.skipped(),
                counts.firstSkipped(),
                standing.waiting());
    }
}
