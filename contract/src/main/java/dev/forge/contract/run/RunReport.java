package dev.forge.contract.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.forge.contract.step.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one run, while it is open and for good once it has ended.
 *
 * @param pipeline the pipeline's name; empty until it is resolved
 * @param reason why it is in that state, where that needs saying (who canceled it), and what beside its verdict should be
 *     known (a log that could not be put where it was wanted)
 * @param waiting why it does not go on, where no step of it is to blame; what a step waits for is told there
 * @param failure why it failed, or is held
 * @param changes what was changed of its steps while it was open, oldest first
 */
public record RunReport(
        String id,
        String key,
        String pipeline,
        RunState state,
        Optional<String> reason,
        Optional<Waiting> waiting,
        Instant startedAt,
        Optional<Instant> endedAt,
        List<StepReport> steps,
        Optional<RunFailure> failure,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<RunChange> changes) {
    // Reports of releases before the last field have none.
    @SuppressWarnings("ConstantValue")
    public RunReport {
        steps = List.copyOf(steps);
        changes = changes == null ? List.of() : List.copyOf(changes);
    }

    /** A run of which nothing was changed. */
    public RunReport(
            String id,
            String key,
            String pipeline,
            RunState state,
            Optional<String> reason,
            Optional<Waiting> waiting,
            Instant startedAt,
            Optional<Instant> endedAt,
            List<StepReport> steps,
            Optional<RunFailure> failure) {
        this(id, key, pipeline, state, reason, waiting, startedAt, endedAt, steps, failure, List.of());
    }

    public RunReport withPipeline(String name) {
        return new RunReport(id, key, name, state, reason, waiting, startedAt, endedAt, steps, failure, changes);
    }

    public RunReport withSteps(List<StepReport> others) {
        return new RunReport(id, key, pipeline, state, reason, waiting, startedAt, endedAt, others, failure, changes);
    }

    public RunReport withChanges(List<RunChange> others) {
        return new RunReport(id, key, pipeline, state, reason, waiting, startedAt, endedAt, steps, failure, others);
    }

    /** The same run with a reason for waiting, as somebody who looks inside its running activities knows it. */
    public RunReport withWaiting(Waiting why) {
        return new RunReport(
                id, key, pipeline, state, reason, Optional.of(why), startedAt, endedAt, steps, failure, changes);
    }

    public RunReport withState(RunState other) {
        return new RunReport(id, key, pipeline, other, reason, waiting, startedAt, endedAt, steps, failure, changes);
    }

    /** The same run, ended in a state. */
    public RunReport withEnd(RunState last, Optional<Instant> at, Optional<RunFailure> why) {
        return new RunReport(id, key, pipeline, last, reason, Optional.empty(), startedAt, at, steps, why, changes);
    }
}
