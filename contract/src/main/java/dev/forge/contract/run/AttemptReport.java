package dev.forge.contract.run;

import dev.forge.contract.step.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one attempt.
 *
 * @param name the Job's name
 * @param launchedAt when the workflow asked for it
 * @param startedAt the container's start, once seen
 * @param counts how it counts against the step's limits
 */
public record AttemptReport(
        int number,
        String name,
        Counts counts,
        Instant launchedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        Optional<Failure> failure) {
    /** Why this attempt was made. */
    public enum Counts {
        FIRST,
        RETRY,
        DISRUPTION
    }

    public AttemptReport withoutLastLines() {
        return new AttemptReport(
                number,
                name,
                counts,
                launchedAt,
                startedAt,
                endedAt,
                failure.map(whole -> whole.withLastLines(List.of())));
    }
}
