package dev.forge.starter.run;

import dev.forge.contract.run.RunState;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.Optional;

/** The state of a run, told from what Temporal says of its workflow. */
final class RunStates {
    private RunStates() {}

    /**
     * The state of a run.
     *
     * @param status Temporal's, which alone says whether a run has ended
     * @param forgeStatus the workflow's own word, of which only that of an open run counts
     */
    static RunState of(WorkflowExecutionStatus status, Optional<String> forgeStatus) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_COMPLETED -> RunState.SUCCEEDED;
            case WORKFLOW_EXECUTION_STATUS_FAILED,
                    WORKFLOW_EXECUTION_STATUS_TERMINATED,
                    WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> RunState.FAILED;
            case WORKFLOW_EXECUTION_STATUS_CANCELED -> RunState.CANCELED;
            case WORKFLOW_EXECUTION_STATUS_PAUSED -> RunState.PAUSED;
            case WORKFLOW_EXECUTION_STATUS_RUNNING,
                    WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
                    WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
                    UNRECOGNIZED -> open(forgeStatus);
        };
    }

    private static RunState open(Optional<String> forgeStatus) {
        // Without a status its first workflow task has not run; one that this release does not know is a newer
        // release's way of being at work, and so is an end that Temporal has not recorded yet.
        return forgeStatus.map(RunStates::atWork).orElse(RunState.QUEUED);
    }

    private static RunState atWork(String forgeStatus) {
        for (RunState state : RunState.values()) {
            if (state.name().equals(forgeStatus) && !state.ended()) {
                return state;
            }
        }
        return RunState.RUNNING;
    }
}
