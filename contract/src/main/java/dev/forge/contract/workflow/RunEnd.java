package dev.forge.contract.workflow;

import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import java.time.Instant;
import java.util.Optional;

/**
 * How a run ended, for those who are told.
 *
 * @param run the run id
 * @param temporalRunId Temporal's Run ID of the execution that ended: a run that is continued ends more than once
 * @param pipeline the pipeline's name, or the job's
 * @param state one of the final ones
 * @param category why it failed
 * @param exitCode 0 of a run that succeeded; of one that failed the container's, where one was seen
 * @param step that was at fault
 * @param failure why it failed, as a sentence that ends with what to try
 */
public record RunEnd(
        String run,
        String temporalRunId,
        String pipeline,
        RunState state,
        Optional<Category> category,
        Optional<Integer> exitCode,
        Optional<String> step,
        Optional<String> failure,
        Instant startedAt,
        Instant endedAt,
        Log log,
        Output output) {
    /**
     * Where its log is.
     *
     * @param step whose log tells most: the one that was at fault, or the only one; empty where every step has a part
     * @param object the whole log, where it was to be put into an object: {@code s3://bucket/key}
     */
    public record Log(Optional<String> step, Optional<String> object) {}

    /**
     * Where its result is.
     *
     * @param sink the address where its sink has put it
     * @param bucket that a job was given for it
     */
    public record Output(Optional<String> sink, Optional<String> bucket) {}
}
