package dev.forge.e2e.k8s;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.UUID;

/** What Temporal itself tells of a run, for the moments that no user can see. */
final class Executions {
    private Executions() {}

    /** Has the run begin again, in an execution of its own. */
    static void resetToItsBeginning(Installation forge, String run) {
        WorkflowClient client = forge.temporalClient();
        HistoryEvent first = client.fetchHistory(run).getEvents().stream()
                .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
                .findFirst()
                .orElseThrow();
        client.getWorkflowServiceStubs()
                .blockingStub()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(run))
                        .setReason("a test")
                        .setRequestId(UUID.randomUUID().toString())
                        .setWorkflowTaskFinishEventId(first.getEventId())
                        .build());
    }

    static List<PendingActivityInfo> pendingActivities(Installation forge, String run) {
        WorkflowClient client = forge.temporalClient();
        return client.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(run))
                        .build())
                .getPendingActivitiesList();
    }
}
