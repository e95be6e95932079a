package dev.forge.contract.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one run, while it is open and for good once it has ended.
 *
 * @param pipeline the pipeline's name; empty until it is resolved
 * @param reason why it is in that state, where that needs saying (who canceled it, what it waits for)
 */
public record RunReport(
        String id,
        String key,
        String pipeline,
        RunState state,
        Optional<String> reason,
        Instant startedAt,
        Optional<Instant> endedAt,
        List<StepReport> steps,
        Optional<RunFailure> failure) {
    public RunReport {
        steps = List.copyOf(steps);
    }

    public RunReport withSteps(List<StepReport> others) {
        return new RunReport(id, key, pipeline, state, reason, startedAt, endedAt, others, failure);
    }

    public RunReport withReason(String why) {
        return new RunReport(id, key, pipeline, state, Optional.of(why), startedAt, endedAt, steps, failure);
    }

    public RunReport withState(RunState other) {
        return new RunReport(id, key, pipeline, other, reason, startedAt, endedAt, steps, failure);
    }

    /** The same run, ended in a state. */
    public RunReport withEnd(RunState last, Optional<Instant> at, Optional<RunFailure> why) {
        return new RunReport(id, key, pipeline, last, reason, startedAt, at, steps, why);
    }
}
