package dev.forge.worker;

import dev.forge.contract.workflow.CleanupWorkflow;
import dev.forge.contract.workflow.RunActivities.RunRef;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;

/**
 * Lets an ended run's Jobs go at once, and its workspace when its time is over. A cancel, by a run that goes on, ends the
 * time in which the workspace is only kept; what is being removed is removed.
 */
public final class CleanupWorkflowImpl implements CleanupWorkflow {
    @Override
    public void clean(Remains remains) {
        RunRef run = new RunRef(remains.runId(), remains.execution());
        Detached.run(() -> Calls.quick("let go of the Jobs").release(run));
        if (remains.keepWorkspaceFor().isPositive()) {
            Workflow.newTimer(
                            remains.keepWorkspaceFor(),
                            TimerOptions.newBuilder()
                                    .setSummary("keep the workspace")
                                    .build())
                    .get();
        }
        Detached.run(() -> Calls.slow("remove the workspace").clean(run));
    }
}
