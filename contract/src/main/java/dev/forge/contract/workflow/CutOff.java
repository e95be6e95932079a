package dev.forge.contract.workflow;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.List;
import java.util.Optional;

/**
 * How a run has failed that Temporal closed in the middle (Terminated, TimedOut): its workflow never learns of it, and its
 * history cannot be played again, since the SDK replays none that ends so.
 */
public final class CutOff {
    private CutOff() {}

    /** Empty of an execution that is open or came to its end by itself. */
    public static Optional<RunFailure> failure(WorkflowExecutionStatus status) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_TERMINATED ->
                failed(
                        "somebody terminated its workflow in Temporal",
                        "submit it again; what it had started may still run for a while");
            case WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
                failed(
                        "its workflow reached a time limit that was set in Temporal",
                        "submit it again without a workflow timeout");
            case WORKFLOW_EXECUTION_STATUS_FAILED,
                    WORKFLOW_EXECUTION_STATUS_COMPLETED,
                    WORKFLOW_EXECUTION_STATUS_CANCELED,
                    WORKFLOW_EXECUTION_STATUS_PAUSED,
                    WORKFLOW_EXECUTION_STATUS_RUNNING,
                    WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
                    WORKFLOW_EXECUTION_STATUS_UNSPECIFIED,
                    UNRECOGNIZED -> Optional.empty();
        };
    }

    private static Optional<RunFailure> failed(String message, String remedy) {
        return Optional.of(RunFailure.ofTheRun(Failure.of(Category.INTERNAL, message, remedy), List.of()));
    }
}
