package dev.forge.archive.records;

import dev.forge.contract.run.RunReport;
import java.time.Instant;

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
    public record Execution(String id, Instant startedAt) {
        boolean isAfter(Execution other) {
            int order = startedAt.compareTo(other.startedAt);
            return order == 0 ? id.compareTo(other.id) > 0 : order > 0;
        }
    }

    /** What is known of a row that stands there already. */
    record Standing(Execution execution, long revision, boolean ended) {
        /** An execution that has ended has ended, whatever comes late. */
        boolean isOlderThan(RunRecord record) {
            if (!execution.id().equals(record.execution().id())) {
                return record.execution().isAfter(execution);
            }
            return record.revision() > revision
                    && (!ended || record.report().state().ended());
        }
    }
}
