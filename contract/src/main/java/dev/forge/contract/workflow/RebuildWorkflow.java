package dev.forge.contract.workflow;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;

/**
 * Fills the archive's rows of runs again from the executions that Temporal still holds. There is one at a time in a
 * namespace, under {@link #ID}.
 */
@WorkflowInterface
public interface RebuildWorkflow {
    String TYPE = "Rebuild";

    /** No id of a run begins so: no pipeline's name holds a dot, and a job's id begins otherwise. */
    String ID = "archive.rebuild";

    /**
     * The memo field in which each execution keeps the {@link Leg} that it has come to: so it is told without a worker, and also
     * of a rebuild that was terminated.
     */
    String MEMO = "rebuild";

    /** Goes on until there is no more to look at, in as many executions as that takes. */
    @WorkflowMethod(name = TYPE)
    RebuildCounts rebuild(Leg from);

    /**
     * Where a rebuild stands.
     *
     * @param startedAt of the rebuild as a whole; what ends later writes its row itself
     * @param page which page of executions comes next, as Temporal calls it; empty for the first
     */
    record Leg(Instant startedAt, String page, RebuildCounts counts) {
        public static Leg first(Instant now) {
            return new Leg(now, "", RebuildCounts.NONE);
        }

        public Leg after(RebuildActivities.Filled filled) {
            return new Leg(startedAt, filled.next(), counts.plus(filled.counts()));
        }
    }
}
