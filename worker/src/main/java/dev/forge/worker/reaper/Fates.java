package dev.forge.worker.reaper;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.serviceclient.StatusUtils;

/** Asks Temporal about runs, each by its last execution. */
final class Fates {
    private final WorkflowClient client;

    Fates(WorkflowClient client) {
        this.client = client;
    }

    Fate of(String runId) {
        try {
            WorkflowExecutionDescription last =
                    client.newUntypedWorkflowStub(runId).describe();
            return of(last.getStatus(), last.getExecution().getRunId());
        } catch (WorkflowNotFoundException e) {
            return forgottenUnless(e);
        }
    }

    private static Fate of(WorkflowExecutionStatus status, String execution) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED,
                    WORKFLOW_EXECUTION_STATUS_FAILED,
                    WORKFLOW_EXECUTION_STATUS_CANCELED -> new Fate.Closed(execution);
            case WORKFLOW_EXECUTION_STATUS_TERMINATED, WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
                new Fate.CutOff(execution);
            case WORKFLOW_EXECUTION_STATUS_RUNNING,
                    WORKFLOW_EXECUTION_STATUS_PAUSED,
                    WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
                    WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
                    UNRECOGNIZED -> new Fate.Open();
        };
    }

    /** The same status tells of a namespace that is not there, in which no run could be. */
    static Fate forgottenUnless(WorkflowNotFoundException e) {
        if (e.getCause() instanceof StatusRuntimeException status
                && StatusUtils.hasFailure(status, NamespaceNotFoundFailure.class)) {
            throw e;
        }
        return new Fate.Forgotten();
    }
}
