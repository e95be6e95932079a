package dev.forge.activities;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.ControlParser;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.workflow.ExecutionInput;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.RunActivities.RunRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import java.time.Instant;
import java.util.List;

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
        WorkflowClientOptions options = client.getOptions();
        try {
            return ExecutionInput.text(
                    client.getWorkflowServiceStubs()
                            .blockingStub()
                            .getWorkflowExecutionHistory(
                                    ExecutionInput.request(options.getNamespace(), runId, execution)),
                    options.getDataConverter());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND
                    || e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
                return "";
            }
            throw e;
        }
    }
}
