package dev.forge.activities;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.ControlParser;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.RunActivities.RunRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.RawValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who is told of the end of a run of which there is no plan. What the platform tells of every run, it tells of this one too;
 * who waits for it stands in what the run's first execution was asked.
 */
final class Audience {
    private final WorkflowClient client;
    private final Resolver resolver;

    Audience(WorkflowClient client, Resolver resolver) {
        this.client = client;
        this.resolver = resolver;
    }

    List<NotificationTarget> of(Request request) {
        return resolver.resolve(first(request)).targets();
    }

    /** Of an execution that has closed. */
    List<NotificationTarget> of(RunRef run, Instant scheduledAt) {
        return of(new Request(run.runId(), input(run.runId(), run.execution()), scheduledAt));
    }

    /** Of executions that go on from one another. */
    private Request first(Request request) {
        return ControlParser.resumption(request.json())
                .map(found -> found instanceof Asked.Valid<ResumeRequest>(ResumeRequest later)
                        ? first(new Request(
                                request.runId(), input(request.runId(), later.execution()), request.scheduledAt()))
                        : request)
                .orElse(request);
    }

    /** As text; empty, which is no request, where Temporal has none. */
    private String input(String runId, String execution) {
        try {
            HistoryEvent first = client.getWorkflowServiceStubs()
                    .blockingStub()
                    .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(client.getOptions().getNamespace())
                            .setExecution(WorkflowExecution.newBuilder()
                                    .setWorkflowId(runId)
                                    .setRunId(execution))
                            .setMaximumPageSize(1)
                            .build())
                    .getHistory()
                    .getEvents(0);
            return text(first.getWorkflowExecutionStartedEventAttributes().getInput());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND
                    || e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
                return "";
            }
            throw e;
        }
    }

    private String text(Payloads input) {
        return input.getPayloadsCount() == 0
                ? ""
                : client.getOptions()
                        .getDataConverter()
                        .fromPayloads(0, Optional.of(input), RawValue.class, RawValue.class)
                        .getPayload()
                        .getData()
                        .toStringUtf8();
    }
}
