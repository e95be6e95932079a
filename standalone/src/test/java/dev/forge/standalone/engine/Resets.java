package dev.forge.standalone.engine;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Executions of runs, reset by hand. */
final class Resets {
    private Resets() {}

    /** To the end of its first workflow task. */
    static void toTheBeginning(Clients temporal, String run, String execution) {
        behind(temporal, run, execution, HistoryEvent::hasWorkflowExecutionStartedEventAttributes);
    }

    /** To the end of the first workflow task after the last of such events. */
    static void behind(Clients temporal, String run, String execution, Predicate<HistoryEvent> such) {
        List<HistoryEvent> events =
                temporal.client().fetchHistory(run, execution).getEvents();
        long last = events.stream()
                .filter(such)
                .mapToLong(HistoryEvent::getEventId)
                .max()
                .orElseThrow();
        long task = events.stream()
                .filter(event -> event.getEventId() > last)
                .filter(HistoryEvent::hasWorkflowTaskCompletedEventAttributes)
                .findFirst()
                .orElseThrow()
                .getEventId();
        temporal.stubs()
                .blockingStub()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setWorkflowExecution(WorkflowExecution.newBuilder()
                                .setWorkflowId(run)
                                .setRunId(execution))
                        .setWorkflowTaskFinishEventId(task)
                        .setRequestId(UUID.randomUUID().toString())
                        .setReason("tried")
                        .build());
    }
}
