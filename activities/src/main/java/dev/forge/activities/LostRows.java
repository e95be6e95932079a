package dev.forge.activities;

import dev.forge.archive.records.RunRecord;
import dev.forge.contract.workflow.RebuildCounts;
import dev.forge.contract.workflow.RebuildCounts.Skipped;
import dev.forge.runtime.LogContext;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowExecutionMetadata;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes once more what the archive would have of executions that have closed. */
final class LostRows {
    private static final Logger LOG = LoggerFactory.getLogger(LostRows.class);

    private final Predicate<RunRecord> archive;
    private final RunEnds ends;
    private final Map<String, String> recorded;

    /**
     * Into an archive.
     *
     * @param archive writes a record where that is newer than the one there, and says whether it has
     * @param recorded of runs that are there, the execution of which their record is
     */
    LostRows(Predicate<RunRecord> archive, RunEnds ends, Map<String, String> recorded) {
        this.archive = archive;
        this.ends = ends;
        this.recorded = Map.copyOf(recorded);
    }

    /** Fills those of one execution; whatever is wrong with it alone is counted. */
    RebuildCounts fill(WorkflowExecutionMetadata closed) {
        WorkflowExecution execution = closed.getExecution();
        if (execution.getRunId().equals(recorded.get(execution.getWorkflowId()))) {
            return RebuildCounts.NONE.plusKept();
        }
        try {
            return ends.of(closed)
                    .filter(found -> archive.test(Records.concluded(found)))
                    .map(_ -> RebuildCounts.NONE.plusFilled())
                    .orElseGet(RebuildCounts.NONE::plusKept);
        } catch (RuntimeException e) {
            if (ReadFaults.isPassing(e)) {
                throw e;
            }
            return RebuildCounts.NONE.plusSkipped(skipped(execution, e));
        }
    }

    private static Skipped skipped(WorkflowExecution execution, RuntimeException thrown) {
        try (LogContext _ = LogContext.of(execution.getWorkflowId())) {
            LOG.warn(
                    "run {}: its execution {} cannot be read, and the archive has no row of it",
                    execution.getWorkflowId(),
                    execution.getRunId(),
                    thrown);
        }
        return new Skipped(execution.getWorkflowId(), execution.getRunId(), ReadFaults.why(thrown));
    }
}
