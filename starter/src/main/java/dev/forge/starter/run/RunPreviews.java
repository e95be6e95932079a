package dev.forge.starter.run;

import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.contract.pipeline.RunRequestWriter;
import dev.forge.contract.workflow.Preview;
import dev.forge.contract.workflow.PreviewWorkflow;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a worker what would be run: only a worker knows its policy, and the place where attempts run. */
@Singleton
public class RunPreviews {
    /** A worker takes far less, also for the first one; without one the answer never comes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TemporalCalls calls;
    private final RunIds ids;
    private final Clock clock;

    RunPreviews(TemporalCalls calls, RunIds ids, Clock clock) {
        this.calls = calls;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a request would become; refused with all of its mistakes, and where no worker answers. */
    public Preview.Planned of(RunKind kind, RunRequest run) {
        Request request =
                new Request(ids.next(kind, run.pipeline().name()), RunRequestWriter.json(run), clock.instant());
        return switch (told(request)) {
            case Preview.Planned planned -> planned;
            case Preview.Refused(List<Problem> problems) -> throw Refusal.ofAll(invalid(kind), problems);
        };
    }

    private static ProblemCode invalid(RunKind kind) {
        return switch (kind) {
            case RUN -> ProblemCode.RUN_REQUEST_INVALID;
            case JOB -> ProblemCode.JOB_INVALID;
        };
    }

    private Preview told(Request request) {
        // No id of a run begins so: no pipeline's name holds a dot, and a job's id begins otherwise.
        WorkflowExecution asked = WorkflowExecution.newBuilder()
                .setWorkflowId("preview." + ids.ofCall())
                .build();
        try {
            String runId =
                    calls.stub().startWorkflowExecution(start(asked, request)).getRunId();
            return answer(close(asked.toBuilder().setRunId(runId).build()).orElseThrow(RunPreviews::noWorker));
        } catch (StatusRuntimeException e) {
            throw calls.failed(e);
        }
    }

    private StartWorkflowExecutionRequest start(WorkflowExecution asked, Request request) {
        Payloads input = calls.converter().toPayloads(request).orElseThrow();
        return StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(calls.namespace())
                .setWorkflowId(asked.getWorkflowId())
                .setRequestId(ids.ofCall())
                .setWorkflowType(WorkflowType.newBuilder().setName(PreviewWorkflow.TYPE))
                .setTaskQueue(RunStart.queue())
                .setInput(input)
                // What nobody waits for any more is not left to a worker that comes back.
                .setWorkflowExecutionTimeout(
                        com.google.protobuf.Duration.newBuilder().setSeconds(PATIENCE.toSeconds()))
                .build();
    }

    /** Its last event; empty where it does not come in time. */
    private Optional<HistoryEvent> close(WorkflowExecution asked) {
        try {
            return calls
                    .stub(PATIENCE)
                    .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(calls.namespace())
                            .setExecution(asked)
                            .setWaitNewEvent(true)
                            .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                            .build())
                    .getHistory()
                    .getEventsList()
                    .stream()
                    .findFirst();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Preview answer(HistoryEvent last) {
        return switch (last.getEventType()) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
                calls.converter()
                        .fromPayloads(
                                0,
                                Optional.of(last.getWorkflowExecutionCompletedEventAttributes()
                                        .getResult()),
                                Preview.class,
                                Preview.class);
            case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
                throw failed(last.getWorkflowExecutionFailedEventAttributes().getFailure());
            default -> throw noWorker();
        };
    }

    private static RuntimeException failed(Failure failure) {
        Failure cause = failure.hasCause() ? failure.getCause() : failure;
        return cause.getApplicationFailureInfo().getType().equals(ArchiveUnavailable.class.getName())
                ? Refusal.of(
                        ProblemCode.ARCHIVE_UNAVAILABLE,
                        "The worker cannot look the pipeline up: " + cause.getMessage() + " Send the call again later.")
                : new IllegalStateException("a preview failed: " + cause.getMessage());
    }

    private static Refusal noWorker() {
        return Refusal.of(
                ProblemCode.WORKER_UNAVAILABLE,
                "No worker has told within " + PATIENCE.toSeconds()
                        + " s what would be run: see that a worker of this release is up, and send the call again.");
    }
}
