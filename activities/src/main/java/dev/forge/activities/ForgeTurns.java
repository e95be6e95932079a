package dev.forge.activities;

import dev.forge.contract.workflow.TaskQueues;
import dev.forge.contract.workflow.TurnActivities;
import dev.forge.contract.workflow.TurnsWorkflow;
import dev.forge.contract.workflow.TurnsWorkflow.Line;
import dev.forge.contract.workflow.TurnsWorkflow.Ticket;
import io.temporal.activity.Activity;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.function.Predicate;

/** The turns of runs, as Temporal knows them and as the place knows them where attempts run. */
public final class ForgeTurns implements TurnActivities {
    private final Predicate<String> isAtWork;

    /** Told by a run's id, whether something of it may still run. */
    public ForgeTurns(Predicate<String> isAtWork) {
        this.isAtWork = isAtWork;
    }

    @Override
    public void askForTurn(TurnWanted wanted) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(TurnsWorkflow.idOf(wanted.pipeline(), wanted.key()))
                .setTaskQueue(TaskQueues.FORGE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setStaticSummary("the turns of " + wanted.pipeline())
                .build();
        Line line = Line.empty(wanted.pipeline(), wanted.key(), wanted.asked().limit());
        client().newUntypedWorkflowStub(TurnsWorkflow.TYPE, options)
                .signalWithStart(TurnsWorkflow.ASK, new Object[] {wanted.asked()}, new Object[] {line});
    }

    @Override
    public TurnsOver turnsOver(TurnsOpen open) {
        WorkflowClient client = client();
        List<Ticket> over = open.tickets().stream()
                .filter(ticket -> isClosed(ticket.runId(), client))
                // A run that was terminated has attempts until the reaper has ended them.
                .filter(ticket -> !isAtWork.test(ticket.runId()))
                .toList();
        return new TurnsOver(over);
    }

    private static boolean isClosed(String runId, WorkflowClient client) {
        try {
            WorkflowExecutionDescription last =
                    client.newUntypedWorkflowStub(runId).describe();
            return last.getWorkflowExecutionInfo().hasCloseTime();
        } catch (WorkflowNotFoundException e) {
            return true;
        }
    }

    private static WorkflowClient client() {
        return Activity.getExecutionContext().getWorkflowClient();
    }
}
