package dev.forge.e2e.k8s;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;

/** What Temporal itself tells of a run, for the moments that no user can see. */
final class Executions {
    private Executions() {}

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
