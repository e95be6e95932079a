package dev.forge.starter.harness;

import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.RunEnd;
import java.time.Instant;
import java.util.Optional;

/** Builds ends of runs as a workflow would tell them. */
public final class RunEnds {
    private static final RunEnd.Output NOWHERE = new RunEnd.Output(Optional.empty(), Optional.empty());

    private RunEnds() {}

    /**
     * Of one whose result is nowhere, and that was for no object.
     *
     * @param onlyStep whose log is the run's
     */
    public static RunEnd succeeded(
            String run, String execution, String pipeline, Instant at, Optional<String> onlyStep) {
        return succeeded(run, execution, pipeline, at, onlyStep, NOWHERE, Optional.empty());
    }

    /** The same of one that was for an object. */
    public static RunEnd succeeded(String run, String execution, String pipeline, Instant at, WatchedObject watch) {
        return succeeded(run, execution, pipeline, at, Optional.empty(), NOWHERE, Optional.of(watch));
    }

    /** Of a job with a bucket for its output. */
    public static RunEnd succeededJob(String run, String execution, String job, Instant at, String bucket) {
        RunEnd.Output output = new RunEnd.Output(Optional.empty(), Optional.of(bucket));
        return succeeded(run, execution, job, at, Optional.of(job), output, Optional.empty());
    }

    private static RunEnd succeeded(
            String run,
            String execution,
            String pipeline,
            Instant at,
            Optional<String> onlyStep,
            RunEnd.Output output,
            Optional<WatchedObject> watch) {
        return new RunEnd(
                run,
                execution,
                pipeline,
                RunState.SUCCEEDED,
                Optional.empty(),
                Optional.of(0),
                Optional.empty(),
                Optional.empty(),
                at,
                at,
                new RunEnd.Log(onlyStep, Optional.empty()),
                output,
                watch,
                Optional.empty());
    }
}
