package dev.forge.contract.run;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one attempt.
 *
 * @param name the Job's name
 * @param execution Temporal's Run ID of the execution that launched it; empty in reports of releases that did not say
 * @param memory what it asked for and was limited to; empty where its module names no memory
 * @param launchedAt when the workflow asked for it
 * @param startedAt the container's start, once seen
 * @param counts how it counts against the step's limits
 */
public record AttemptReport(
        int number,
        String name,
        Optional<String> execution,
        Counts counts,
        Optional<Quantity> memory,
        Instant launchedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Failure> failure) {
    /** Why this attempt was made. */
    public enum Counts {
        FIRST,
        RETRY,
        DISRUPTION,
        /** Somebody has continued the run. */
        CONTINUE
    }

    /** An attempt of which no more is known than that the workflow has asked for it. */
    public static AttemptReport launched(
            AttemptId attempt, Counts counts, Optional<Quantity> memory, Instant launchedAt) {
        return new AttemptReport(
                attempt.number(),
                attempt.name(),
                Optional.of(attempt.execution()),
                counts,
                memory,
                launchedAt,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public AttemptReport withStart(Instant at) {
        return with(Optional.of(at), endedAt, failure);
    }

    public AttemptReport withEnd(Optional<Instant> start, Instant at, Optional<Failure> why) {
        return with(start, Optional.of(at), why);
    }

    public AttemptReport withoutLastLines() {
        return with(startedAt, endedAt, failure.map(whole -> whole.withLastLines(List.of())));
    }

    private AttemptReport with(Optional<Instant> start, Optional<Instant> end, Optional<Failure> why) {
        return new AttemptReport(number, name, execution, counts, memory, launchedAt, start, end, why);
    }
}
