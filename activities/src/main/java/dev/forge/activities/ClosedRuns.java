package dev.forge.activities;

import com.google.protobuf.ByteString;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RebuildActivities.Page;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** The executions of runs that have closed, as far as Temporal keeps them. */
final class ClosedRuns {
    /** Each comes with its report, of a few KiB as a rule, and 640 KiB at most: the SDK takes 128 MiB at once. */
    private static final int PAGE = 100;

    private final WorkflowClient client;

    ClosedRuns(WorkflowClient client) {
        this.client = client;
    }

    /**
     * A page of them.
     *
     * @param next the token of the next one; empty after the last
     */
    record Found(List<WorkflowExecutionMetadata> executions, String next) {}

    Found page(Page page) {
        return page("ExecutionStatus != 'ContinuedAsNew' AND CloseTime <= '" + page.until() + "'", page.token());
    }

    /** A page of those that Temporal closed in the middle, since then. */
    Found cutOff(Instant since, String token) {
        return page("ExecutionStatus IN ('Terminated', 'TimedOut') AND CloseTime >= '" + since + "'", token);
    }

    private Found page(String which, String token) {
        ListWorkflowExecutionsResponse answer = client.getWorkflowServiceStubs()
                .blockingStub()
                .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setQuery("WorkflowType = '" + PipelineWorkflow.TYPE + "' AND " + which)
                        .setPageSize(PAGE)
                        .setNextPageToken(
                                ByteString.copyFrom(Base64.getDecoder().decode(token)))
                        .build());
        List<WorkflowExecutionMetadata> executions = answer.getExecutionsList().stream()
                .map(info ->
                        new WorkflowExecutionMetadata(info, client.getOptions().getDataConverter()))
                .toList();
        return new Found(
                executions,
                Base64.getEncoder().encodeToString(answer.getNextPageToken().toByteArray()));
    }

    /** One of them, to be asked what it knows: Temporal has a worker play its history once more. */
    static PipelineWorkflow workflow(WorkflowClient client, String runId, String execution) {
        return client.newWorkflowStub(PipelineWorkflow.class, target(runId, execution));
    }

    /** One of them, as Temporal itself knows it. */
    static WorkflowExecutionDescription description(WorkflowClient client, String runId, String execution) {
        return client.newUntypedWorkflowStub(target(runId, execution)).describe();
    }

    private static WorkflowTargetOptions target(String runId, String execution) {
        return WorkflowTargetOptions.newBuilder()
                .setWorkflowId(runId)
                .setRunId(execution)
                .build();
    }
}
