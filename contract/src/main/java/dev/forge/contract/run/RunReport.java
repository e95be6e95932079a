package dev.forge.contract.run;

import dev.forge.contract.step.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one run, while it is open and for good once it has ended.
 *
 * @param pipeline the pipeline's name; empty until it is resolved
 * @param reason why it is in that state, where that needs saying (who canceled it)
 * @param waiting why it does not go on, where no step of it is to blame; what a step waits for is told there
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
        Optional<RunFailure> failure) {
    public RunReport {
        steps = List.copyOf(steps);
    }

    public RunReport withSteps(List<StepReport> others) {
        return new RunReport(id, key, pipeline, state, reason, waiting, startedAt, endedAt, others, failure);
    }

    /** The same run with a reason for waiting, as somebody who looks inside its running activities knows it. */
    public RunReport withWaiting(Waiting why) {
        return new RunReport(id, key, pipeline, state, reason, Optional.of(why), startedAt, endedAt, steps, failure);
    }

    public RunReport withState(RunState other) {
        return new RunReport(id, key, pipeline, other, reason, waiting, startedAt, endedAt, steps, failure);
    }

    /** The same run, ended in a state. */
    public RunReport withEnd(RunState last, Optional<Instant> at, Optional<RunFailure> why) {
        return new RunReport(id, key, pipeline, last, reason, Optional.empty(), startedAt, at, steps, why);
    }
}
