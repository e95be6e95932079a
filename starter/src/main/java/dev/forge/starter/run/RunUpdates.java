package dev.forge.starter.run;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.ControlRefusal;
import dev.forge.starter.problem.WorkerUnavailable;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.update.v1.Input;
import io.temporal.api.update.v1.Meta;
import io.temporal.api.update.v1.Outcome;
import io.temporal.api.update.v1.Request;
import io.temporal.api.update.v1.WaitPolicy;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionResponse;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Sends open runs their Updates. */
@Singleton
class RunUpdates {
    private final TemporalCalls calls;

    RunUpdates(TemporalCalls calls) {
        this.calls = calls;
    }

    /**
     * Sends one, and waits until the run has done it, or not.
     *
     * @throws WorkerUnavailable where no worker answers in time; the Update may still be done then
     */
    <T> UpdateAnswer<T> send(Execution execution, String name, String json, Class<T> result) {
        try {
            UpdateWorkflowExecutionResponse answer =
                    calls.stub().updateWorkflowExecution(request(execution, name, json));
            if (!answer.hasOutcome()) {
                throw new WorkerUnavailable("No worker has taken the call up yet");
            }
            return answer(answer.getOutcome(), result);
        } catch (StatusRuntimeException e) {
            if (TemporalCalls.isNotThere(e)) {
                return new UpdateAnswer.TooLate<>();
            }
            if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
                throw new WorkerUnavailable("No worker answers for the run");
            }
            throw calls.failed(e);
        }
    }

    private UpdateWorkflowExecutionRequest request(Execution execution, String name, String json) {
        Meta meta = Meta.newBuilder()
                .setUpdateId(id(execution, name, json))
                .setIdentity("forge starter")
                .build();
        Input input = Input.newBuilder()
                .setName(name)
                .setArgs(new RunStart(calls.converter()).input(json))
                .build();
        return UpdateWorkflowExecutionRequest.newBuilder()
                .setNamespace(calls.namespace())
                .setWorkflowExecution(WorkflowExecution.newBuilder()
                        .setWorkflowId(execution.runId())
                        .setRunId(execution.temporalRunId()))
                .setWaitPolicy(WaitPolicy.newBuilder()
                        .setLifecycleStage(
                                UpdateWorkflowExecutionLifecycleStage
                                        .UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED))
                .setRequest(Request.newBuilder().setMeta(meta).setInput(input))
                .build();
    }

    /** The same call to a run in which nothing has happened since is the same Update, which Temporal makes once. */
    private static String id(Execution execution, String name, String json) {
        return RunIds.ofRepeatedCall(name + "\n" + execution.historyLength() + "\n" + json);
    }

    private <T> UpdateAnswer<T> answer(Outcome outcome, Class<T> result) {
        return switch (outcome.getValueCase()) {
            case SUCCESS ->
                new UpdateAnswer.Done<>(
                        calls.converter().fromPayloads(0, Optional.of(outcome.getSuccess()), result, result));
            case FAILURE -> refused(outcome.getFailure());
            case VALUE_NOT_SET -> throw new IllegalStateException("an Update has an outcome that is none");
        };
    }

    private <T> UpdateAnswer<T> refused(Failure failure) {
        if (!(calls.converter().failureToException(failure) instanceof ApplicationFailure refusal)) {
            throw new IllegalStateException("an Update failed otherwise than by a refusal: " + failure.getMessage());
        }
        ControlRefusal why = Arrays.stream(ControlRefusal.values())
                .filter(known -> known.name().equals(refusal.getType()))
                .findFirst()
                .orElseThrow(() -> new WorkerUnavailable(
                        "The worker that answers is of another release, and says: " + refusal.getOriginalMessage()));
        List<Problem> problems = refusal.getDetails().getSize() == 0
                ? List.of()
                : List.of(refusal.getDetails().get(0, Problem[].class));
        return new UpdateAnswer.Refused<>(why, refusal.getOriginalMessage(), problems);
    }
}
