package dev.forge.activities;

import com.fasterxml.jackson.core.type.TypeReference;
import com.google.protobuf.Timestamp;
import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.CutOff;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.WorkflowExecutionExtendedInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How closed executions of runs have ended. */
final class RunEnds {
    private static final Type TEXTS = new TypeReference<Map<String, String>>() {}.getType();

    private final WorkflowClient client;

    RunEnds(WorkflowClient client) {
        this.client = client;
    }

    /** Empty where a later execution of the run has taken its place. */
    Optional<Conclusion> of(WorkflowExecutionMetadata closed) {
        WorkflowExecution execution = closed.getExecution();
        Optional<RunFailure> cutOff = CutOff.failure(closed.getStatus());
        if (cutOff.isEmpty()) {
            return Optional.of(told(execution));
        }
        return cutOff.filter(_ -> isLast(execution))
                .map(failure ->
                        seen(ClosedRuns.description(client, execution.getWorkflowId(), execution.getRunId()), failure));
    }

    /** The same of one that Temporal cut off; empty of any other, too. */
    Optional<Conclusion> ofCutOff(WorkflowExecutionDescription closed) {
        return CutOff.failure(closed.getStatus())
                .filter(_ -> isLast(closed.getExecution()))
                .map(failure -> seen(closed, failure));
    }

    /** As its own workflow tells it, which has had the same written at its end. */
    private Conclusion told(WorkflowExecution execution) {
        Conclusion conclusion = ClosedRuns.workflow(client, execution.getWorkflowId(), execution.getRunId())
                .conclusion();
        if (!conclusion.report().state().ended()) {
            throw new IllegalStateException("its workflow was closed while the run was "
                    + conclusion.report().state() + ", and does not know how it has ended");
        }
        return conclusion;
    }

    /** As Temporal alone knows it: without steps. */
    static Conclusion seen(WorkflowExecutionDescription closed, RunFailure failure) {
        String id = closed.getExecution().getWorkflowId();
        RunReport report = new RunReport(
                id,
                RunKey.of(id),
                memo(closed, RunAttributes.MEMO_PIPELINE, String.class).orElse(""),
                RunState.FAILED,
                Optional.empty(),
                Optional.empty(),
                begun(closed),
                Optional.ofNullable(closed.getCloseTime()),
                List.of(),
                Optional.of(failure));
        return new Conclusion(
                report,
                closed.getExecution().getRunId(),
                Optional.ofNullable(closed.getTypedSearchAttributes().get(RunAttributes.SCHEDULED_BY)),
                memo(closed, RunAttributes.MEMO_PIPELINE_VERSION, Integer.class),
                texts(closed, RunAttributes.MEMO_PARAMETERS),
                texts(closed, RunAttributes.MEMO_LABELS),
                memo(closed, RunAttributes.MEMO_WATCH, WatchedObject.class));
    }

    /**
     * As the run itself would tell it, in milliseconds: by that the archive knows which of a run's executions is the later one.
     * Temporal has one that a reset began start when it was reset; its history, and all that come of it, begin before.
     */
    private static Instant begun(WorkflowExecutionDescription closed) {
        WorkflowExecutionExtendedInfo more = closed.getRawDescription().getWorkflowExtendedInfo();
        Timestamp original = more.getOriginalStartTime();
        Instant begun = more.hasOriginalStartTime()
                ? Instant.ofEpochSecond(original.getSeconds(), original.getNanos())
                : closed.getStartTime();
        return begun.truncatedTo(ChronoUnit.MILLIS);
    }

    /** A reset terminates an execution, too, and has another one go on. */
    private boolean isLast(WorkflowExecution execution) {
        return client.newUntypedWorkflowStub(execution.getWorkflowId())
                .describe()
                .getExecution()
                .getRunId()
                .equals(execution.getRunId());
    }

    private static <T> Optional<T> memo(WorkflowExecutionMetadata closed, String field, Class<T> type) {
        return Optional.ofNullable(closed.getMemo(field, type, type));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> texts(WorkflowExecutionMetadata closed, String field) {
        return Optional.ofNullable((Map<String, String>) closed.getMemo(field, Map.class, TEXTS))
                .orElse(Map.of());
    }
}
