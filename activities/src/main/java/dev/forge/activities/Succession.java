package dev.forge.activities;

import dev.forge.contract.workflow.RunActivities.RunRef;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import java.util.function.Predicate;

/** Whether a run's execution was its last: a reset, a continue or a schedule may have begun another since. */
final class Succession {
    private Succession() {}

    /**
     * Which executions' Jobs nobody needs once that one has ended: its own, and if it was the last, those of all before
     * it. A later one looks after its own.
     */
    static Predicate<String> over(WorkflowClient client, RunRef run) {
        return execution -> execution.equals(run.execution()) || isOver(client, run);
    }

    /**
     * Whether another execution has taken up what a closed one was asked: that one was reset, or tried again by Temporal.
     * One that was started anew under the run's id was asked something of its own.
     */
    static boolean goesOn(WorkflowClient client, WorkflowExecutionDescription closed) {
        if (!closed.getRawDescription()
                .getWorkflowExtendedInfo()
                .getResetRunId()
                .isEmpty()) {
            return true;
        }
        WorkflowExecutionDescription last = client.newUntypedWorkflowStub(
                        closed.getExecution().getWorkflowId())
                .describe();
        // An execution that was reset earlier may have been reset once more: that terminates this one, which says
        // nothing of it.
        return !last.getExecution().getRunId().equals(closed.getExecution().getRunId())
                && first(last).equals(first(closed));
    }

    /** Of the executions that go on from one another without a new start; empty where Temporal does not tell it. */
    private static String first(WorkflowExecutionDescription execution) {
        return execution.getWorkflowExecutionInfo().getFirstRunId();
    }

    /**
     * Whether nobody needs the workspace that an execution has left; false where a later execution has taken it over,
     * which leaves a cleanup of its own.
     *
     * @throws IllegalStateException while the execution itself has not closed yet: a moment, since its cleanup is the
     *     last thing that it begins
     */
    static boolean isOver(WorkflowClient client, RunRef run) {
        try {
            WorkflowExecutionDescription current =
                    client.newUntypedWorkflowStub(run.runId()).describe();
            if (!current.getExecution().getRunId().equals(run.execution())) {
                return false;
            }
            if (current.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                throw new IllegalStateException("the run " + run.runId() + " has not closed yet");
            }
            return true;
        } catch (WorkflowNotFoundException e) {
            // Temporal has forgotten the run: so has everybody else.
            return true;
        }
    }
}
