package dev.forge.contract.workflow;

import dev.forge.contract.RunKey;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Lets go of what an ended run has left: its Jobs, and after a while its workspace. A child that outlives its run. */
@WorkflowInterface
public interface CleanupWorkflow {
    String TYPE = "Cleanup";

    /** The workflow id of a run's cleanup: not longer than Temporal allows, however long the run's id is. */
    static String idOf(String runId) {
        return "cleanup/" + RunKey.of(runId);
    }

    @WorkflowMethod(name = TYPE)
    void clean(Remains remains);

    /**
     * What is left of a run.
     *
     * @param execution Temporal's Run ID of the execution that ended
     * @param keepWorkspaceFor how long the workspace stays, so that the run can continue; zero: not at all
     */
    record Remains(String runId, String execution, Duration keepWorkspaceFor) {}
}
