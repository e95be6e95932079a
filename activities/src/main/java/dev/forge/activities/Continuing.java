package dev.forge.activities;

import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.workflow.CleanupWorkflow;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.Remembered;
import dev.forge.contract.workflow.Resolution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out where a closed execution of a run has stopped, so that another one goes on. The closed one is asked itself:
 * its history, played once more, knows all that it knew.
 */
final class Continuing {
    /** Less than the activity has; what is being removed by then is waited for by its next try. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final WorkflowClient client;

    Continuing(WorkflowClient client) {
        this.client = client;
    }

    Resolution resolve(String runId, Asked<ResumeRequest> asked) {
        return switch (asked) {
            case Asked.Invalid<ResumeRequest>(List<Problem> problems) -> new Resolution.Refusal("", problems);
            case Asked.Valid<ResumeRequest>(ResumeRequest request) -> resolve(runId, request);
        };
    }

    private Resolution resolve(String runId, ResumeRequest request) {
        PipelineWorkflow closed = ClosedRuns.workflow(client, runId, request.execution());
        try {
            WorkflowExecutionDescription found = WorkflowStub.fromTyped(closed).describe();
            if (!found.getWorkflowType().equals(PipelineWorkflow.TYPE) || isOpen(found)) {
                return refusal("execution " + request.execution() + " of " + runId + " is no run that has ended");
            }
            Remembered earlier = closed.remembered();
            return earlier.plan()
                    .<Resolution>map(plan -> {
                        keepWorkspace(runId);
                        return new Resolution.Continuation(plan, earlier, request.from(), request.hold());
                    })
                    .orElseGet(() -> new Resolution.Refusal(
                            earlier.report().pipeline(),
                            List.of(Problem.of(
                                    "/continue",
                                    "the run never came to its first step",
                                    "mend the pipeline and submit it again"))));
        } catch (WorkflowNotFoundException e) {
            return refusal("Temporal has no execution " + request.execution() + " of " + runId + " (any more)");
        } catch (WorkflowQueryException e) {
            return refusal("execution " + request.execution() + " cannot be read (" + e.getMessage() + ")");
        }
    }

    private static boolean isOpen(WorkflowExecutionDescription found) {
        return found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }

    private static Resolution refusal(String message) {
        return new Resolution.Refusal("", List.of(Problem.of("/continue/execution", message, "submit the run again")));
    }

    /**
     * Returns once nobody is about to remove the workspace: what has begun to be removed is gone then, which the next step
     * finds, and what has not stays, since a later execution of the run is there.
     */
    private void keepWorkspace(String runId) {
        WorkflowStub cleanup = client.newUntypedWorkflowStub(CleanupWorkflow.idOf(runId));
        try {
            cleanup.cancel();
            cleanup.getResult(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, Void.class);
        } catch (WorkflowNotFoundException | WorkflowFailedException over) {
            // It has ended, or there never was one.
        } catch (TimeoutException e) {
            throw new IllegalStateException("the workspace of " + runId + " is still being removed", e);
        }
    }
}
