package dev.forge.starter.harness;

import dev.forge.contract.workflow.RebuildCounts;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;

/** What a test tells a {@link SteeredRebuild}. */
@WorkflowInterface
public interface RebuildSteering {
    @SignalMethod
    void reach(RebuildCounts counts);

    /** Runs an activity that fails. */
    @SignalMethod
    void stumble();

    @SignalMethod
    void over();
}
