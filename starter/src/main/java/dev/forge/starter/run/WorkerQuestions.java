package dev.forge.starter.run;

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
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a worker what only a worker knows, by a workflow that is no run, and waits for its answer. */
@Singleton
public class WorkerQuestions {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerQuestions.class);

    private final TemporalCalls calls;
    private final RunIds ids;
    private final Clock clock;

    WorkerQuestions(TemporalCalls calls, RunIds ids, Clock clock) {
        this.calls = calls;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A question.
     *
     * @param type of the workflow that asks it
     * @param answer what that returns
     * @param patience how long an answer is waited for, and the workflow is left to a worker
     * @param asked what a worker is to tell, as the end of a sentence
     */
    public record Question<T>(String type, Object input, Class<T> answer, Duration patience, String asked) {}

    /** A question that a worker could not answer. */
    public static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        private final String type;

        Failed(String type, String message) {
            super(message);
            this.type = type;
        }

        /** Whether it failed by this exception. */
        public boolean by(Class<? extends Exception> exception) {
            return type.equals(exception.getName());
        }
    }

    /** What a worker answers; refused where none does. */
    public <T> T ask(Question<T> question) throws Failed {
        return answer(question, started(question));
    }

    /** The same, of which nothing is left in Temporal: the answer is large, or there are many. */
    public <T> T askInPassing(Question<T> question) throws Failed {
        WorkflowExecution asked = started(question);
        try {
            return answer(question, asked);
        } finally {
            forget(asked);
        }
    }

    private WorkflowExecution started(Question<?> question) {
        // No id of a run begins so: no pipeline's name holds a dot, and a job's id begins otherwise.
        WorkflowExecution asked = WorkflowExecution.newBuilder()
                .setWorkflowId(question.type().toLowerCase(Locale.ROOT) + "." + ids.ofCall())
                .build();
        try {
            String runId =
                    calls.stub().startWorkflowExecution(start(asked, question)).getRunId();
            return asked.toBuilder().setRunId(runId).build();
        } catch (StatusRuntimeException e) {
            throw calls.failed(e);
        }
    }

    private StartWorkflowExecutionRequest start(WorkflowExecution asked, Question<?> question) {
        Payloads input = calls.converter().toPayloads(question.input()).orElseThrow();
        return StartWorkflowExecutionRequest.newBuilder()
                .setNamespace(calls.namespace())
                .setWorkflowId(asked.getWorkflowId())
                .setRequestId(ids.ofCall())
                .setWorkflowType(WorkflowType.newBuilder().setName(question.type()))
                .setTaskQueue(RunStart.queue())
                .setInput(input)
                // What nobody waits for any more is not left to a worker that comes back.
                .setWorkflowExecutionTimeout(com.google.protobuf.Duration.newBuilder()
                        .setSeconds(question.patience().toSeconds()))
                .build();
    }

    private <T> T answer(Question<T> question, WorkflowExecution asked) throws Failed {
        HistoryEvent last =
                close(asked, clock.instant().plus(question.patience())).orElseThrow(() -> noWorker(question));
        return switch (last.getEventType()) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
                calls.converter()
                        .fromPayloads(
                                0,
                                Optional.of(last.getWorkflowExecutionCompletedEventAttributes()
                                        .getResult()),
                                question.answer(),
                                question.answer());
            case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
                throw failed(last.getWorkflowExecutionFailedEventAttributes().getFailure());
            default -> throw noWorker(question);
        };
    }

    /** Its last event; empty where it does not come in time. */
    private Optional<HistoryEvent> close(WorkflowExecution asked, Instant until) {
        GetWorkflowExecutionHistoryRequest request = GetWorkflowExecutionHistoryRequest.newBuilder()
                .setNamespace(calls.namespace())
                .setExecution(asked)
                .setWaitNewEvent(true)
                .setHistoryEventFilterType(HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                .build();
        try {
            while (clock.instant().isBefore(until)) {
                GetWorkflowExecutionHistoryResponse response =
                        calls.stub(Duration.between(clock.instant(), until)).getWorkflowExecutionHistory(request);
                if (response.getHistory().getEventsCount() > 0) {
                    return Optional.of(response.getHistory().getEvents(0));
                }
                // Temporal does not let anybody wait for longer than some twenty seconds at a time.
                request = request.toBuilder()
                        .setNextPageToken(response.getNextPageToken())
                        .build();
            }
            return Optional.empty();
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                return Optional.empty();
            }
            throw calls.failed(e);
        }
    }

    private void forget(WorkflowExecution asked) {
        try {
            DeleteWorkflowExecutionRequest request = DeleteWorkflowExecutionRequest.newBuilder()
                    .setNamespace(calls.namespace())
                    .setWorkflowExecution(asked)
                    .build();
            var _ = calls.stub().deleteWorkflowExecution(request);
        } catch (StatusRuntimeException e) {
            // Temporal forgets it by itself, only later.
            LOG.debug("{} stays in Temporal for its retention", asked.getWorkflowId(), e);
        }
    }

    private static Failed failed(Failure failure) {
        Failure cause = failure.hasCause() ? failure.getCause() : failure;
        return new Failed(cause.getApplicationFailureInfo().getType(), cause.getMessage());
    }

    private static Refusal noWorker(Question<?> question) {
        return Refusal.of(
                ProblemCode.WORKER_UNAVAILABLE,
                "No worker has told within " + question.patience().toSeconds() + " s " + question.asked()
                        + ": see that a worker of this release is up, and send the call again.");
    }
}
