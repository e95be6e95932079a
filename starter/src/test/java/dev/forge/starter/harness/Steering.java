package dev.forge.starter.harness;

import dev.forge.contract.run.RunReport;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;

/** What a test tells a {@link SteeredPipeline} to do. */
@WorkflowInterface
public interface Steering {
    /** From now on this is its progress. */
    @SignalMethod
    void report(RunReport report);

    /** Runs an activity {@code Execute} that heartbeats these details until it is canceled. */
    @SignalMethod
    void execute(String sightingJson);

    @SignalMethod
    void end(Ending ending);

    /** How it ends. */
    enum Ending {
        SUCCEED,
        FAIL,
        FAIL_WITHOUT_REPORT
    }
}
