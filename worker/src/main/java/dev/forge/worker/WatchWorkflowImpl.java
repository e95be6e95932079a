package dev.forge.worker;

import dev.forge.contract.workflow.WatchWorkflow;
import io.temporal.workflow.Workflow;

/** Has one starter after the other look after the bucket. */
public final class WatchWorkflowImpl implements WatchWorkflow {
    /** A day, where each lasts an hour; each makes some ten events. */
    private static final int SPELLS = 24;

    private boolean awake;

    @Override
    public void watch(String name) {
        for (int spell = 0; spell < SPELLS; spell++) {
            awake = false;
            boolean wanted = Calls.watch("look at the bucket and start runs").watchBucket(name);
            // Made anew in the moment in which it was found deleted.
            if (!wanted && !awake) {
                return;
            }
        }
        Workflow.newContinueAsNewStub(WatchWorkflow.class).watch(name);
    }

    @Override
    public void wake() {
        awake = true;
    }
}
