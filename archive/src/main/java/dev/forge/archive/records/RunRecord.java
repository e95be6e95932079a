package dev.forge.archive.records;

import dev.forge.contract.run.RunReport;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the archive keeps of a run.
 *
 * @param revision grows within an execution with each report of it
 */
public record RunRecord(RunReport report, Execution execution, long revision, RunOrigin origin) {
    /**
     * The execution in Temporal that a report is of.
     *
     * @param id Temporal's Run ID
     */
    public record Execution(String id, Instant startedAt) {}

    /**
     * What is known of a row that stands there already.
     *
     * @param endedAt empty of one that has not
     */
    record Standing(Execution execution, long revision, Optional<Instant> endedAt) {
        // One that a reset began says that it started when the one before it did: it is the one that ended later.
        private static final Comparator<Standing> ORDER = Comparator.<Standing, Instant>comparing(
                        standing -> standing.execution.startedAt())
                .thenComparing(standing -> standing.endedAt.orElse(Instant.MIN))
                .thenComparing(standing -> standing.execution.id());

        /** An execution that has ended has ended, whatever comes late. */
        boolean isOlderThan(RunRecord record) {
            if (!execution.id().equals(record.execution().id())) {
                return ORDER.compare(this, of(record)) < 0;
            }
            return record.revision() > revision
                    && (endedAt.isEmpty() || record.report().state().ended());
        }

        private static Standing of(RunRecord record) {
            return new Standing(
                    record.execution(), record.revision(), record.report().endedAt());
        }
    }
}
