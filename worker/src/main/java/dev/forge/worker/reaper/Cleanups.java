package dev.forge.worker.reaper;

import dev.forge.contract.workflow.CleanupWorkflow;
import dev.forge.contract.workflow.CleanupWorkflow.Remains;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;

/** Begins the cleanup that a run which was cut off could not leave behind. */
final class Cleanups {
    private final WorkflowClient client;
    private final Duration keepWorkspace;

    Cleanups(WorkflowClient client, Duration keepWorkspace) {
        this.client = client;
        this.keepWorkspace = keepWorkspace;
    }

    void begin(String runId, String execution) {
        CleanupWorkflow cleanup = client.newWorkflowStub(
                CleanupWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setWorkflowId(CleanupWorkflow.idOf(runId))
                        .setTaskQueue(TaskQueues.FORGE)
                        // One that is there belongs to an earlier execution, or was begun by another worker just now.
                        .setWorkflowIdConflictPolicy(
                                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING)
                        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                        .setStaticSummary("clean up after " + runId + ", which was cut off")
                        .build());
        WorkflowClient.start(cleanup::clean, new Remains(runId, execution, keepWorkspace));
    }
}
