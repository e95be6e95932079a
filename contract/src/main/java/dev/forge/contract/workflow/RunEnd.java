package dev.forge.contract.workflow;

import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Category;
import java.time.Instant;
import java.util.List;
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
 * @param watch the object that it was for
 * @param reason what else is to be known of its end: why it was canceled, that its log could not be put where it belongs
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
        Output output,
        Optional<WatchedObject> watch,
        Optional<String> reason) {
    /** In chars. A refused pipeline's mistakes may be many; brokers take 256 KiB, and people read less. */
    private static final int LONGEST_FAILURE = 8_192;

    // Histories of releases before the last two fields have neither.
    @SuppressWarnings({"ConstantValue", "OptionalAssignedToNull"})
    public RunEnd {
        watch = watch == null ? Optional.empty() : watch;
        reason = reason == null ? Optional.empty() : reason;
    }

    /**
     * The same of a run that has ended as its last report says.
     *
     * @param report with the time of its end
     * @param execution Temporal's Run ID
     * @param log where the whole log is, if it was put into an object
     */
    public static RunEnd of(
            RunReport report, String execution, Optional<String> log, Output output, Optional<WatchedObject> watch) {
        Optional<RunFailure> failure = report.failure().filter(_ -> report.state() == RunState.FAILED);
        Optional<String> step = failure.flatMap(RunFailure::step);
        return new RunEnd(
                report.id(),
                execution,
                report.pipeline(),
                report.state(),
                failure.map(why -> why.failure().category()),
                exitCode(report, failure),
                step,
                failure.map(RunFailure::sentence).map(RunEnd::brief),
                report.startedAt(),
                report.endedAt().orElseThrow(),
                new Log(step.or(() -> onlyStep(report.steps())), log),
                output,
                watch,
                report.reason().map(RunEnd::brief));
    }

    /** Every container of a run that succeeded was seen to exit 0. */
    private static Optional<Integer> exitCode(RunReport report, Optional<RunFailure> failure) {
        return report.state() == RunState.SUCCEEDED
                ? Optional.of(0)
                : failure.flatMap(why -> why.failure().exitCode());
    }

    private static Optional<String> onlyStep(List<StepReport> steps) {
        return steps.size() == 1 ? Optional.of(steps.getFirst().name()) : Optional.empty();
    }

    private static String brief(String sentence) {
        return sentence.length() <= LONGEST_FAILURE ? sentence : sentence.substring(0, LONGEST_FAILURE) + " …";
    }

    /**
     * Where its log is.
     *
     * @param step whose log tells most: the one that was at fault, or the only one; empty where every step has a part
     * @param object the whole log, where it was put into an object: {@code s3://bucket/key}
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
