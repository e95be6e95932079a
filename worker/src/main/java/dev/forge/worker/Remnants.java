package dev.forge.worker;

import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.CleanupWorkflow;
import dev.forge.contract.workflow.CleanupWorkflow.Remains;
import dev.forge.contract.workflow.RunActivities.Canceling;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import java.time.Duration;
import java.util.List;

/** What a run leaves behind: its attempts, which are ended when it is canceled, and its files. */
final class Remnants {
    private Remnants() {}

    /**
     * Ends whatever runs, and returns once nothing does and nothing will. Needed even though a canceled activity ends its
     * own attempt: a cancel that arrives between two tries of the activity meets nobody who could, and a worker that was
     * stalled before its launch ends nothing.
     *
     * @param open the attempts that may still be launched
     */
    static void endAttempts(List<StepTask> open) {
        WorkflowInfo info = Workflow.getInfo();
        Canceling run = new Canceling(info.getWorkflowId(), info.getRunId(), open);
        Detached.run(() ->
                Calls.attempt("end what still runs", Calls.HEARTBEAT_TIMEOUT).end(run));
    }

    /** Hands the run's Jobs and workspace to a child that outlives it. */
    @SuppressWarnings("deprecation") // The conflict policy that replaces this one is not offered for children.
    static void leaveToCleanup(Duration keepWorkspaceFor) {
        WorkflowInfo info = Workflow.getInfo();
        CleanupWorkflow cleanup = Workflow.newChildWorkflowStub(
                CleanupWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(CleanupWorkflow.idOf(info.getWorkflowId()))
                        // The run may have ended before, and been reset: only its last end counts.
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_TERMINATE_IF_RUNNING)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary("clean up after " + info.getWorkflowId())
                        .build());
        Remains remains = new Remains(info.getWorkflowId(), info.getRunId(), keepWorkspaceFor);
        Detached.run(() -> {
            Async.procedure(cleanup::clean, remains);
            // A child that has not started dies with its parent.
            Workflow.getWorkflowExecution(cleanup).get();
        });
    }
}
