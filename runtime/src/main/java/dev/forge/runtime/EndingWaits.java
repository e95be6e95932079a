package dev.forge.runtime;

import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why an attempt that is being ended is not gone yet, in the same words wherever it runs. */
public final class EndingWaits {
    private EndingWaits() {}

    /**
     * It has its grace.
     *
     * @param why who asked, as it stands after the sentence; empty: it goes without saying
     * @param since when it was asked
     */
    public static Waiting asked(String why, Instant since, Duration grace) {
        return new Waiting(
                "was asked to end and has " + EndingFailures.words(grace) + " for it" + why,
                since,
                Optional.of(grace),
                Optional.of("nothing: after that it is killed; a program that ends on SIGTERM is gone sooner"));
    }

    /**
     * Its grace is over.
     *
     * @param at when it was killed
     */
    public static Waiting killed(String why, Instant at, Duration grace) {
        return Waiting.passing("was killed after its grace of " + EndingFailures.words(grace) + why, at);
    }
}
