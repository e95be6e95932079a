package dev.forge.contract.step;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why an attempt does not run yet or is not gone yet, or why its step or run does not go on.
 *
 * @param why one plain sentence
 * @param since when that began
 * @param limit how long that lasts at most: then the attempt is given up or killed, or the pause is over; empty: as
 *     long as it takes
 * @param remedy who can change it and how, as an imperative; {@code nothing: …} where nobody needs to; empty only from
 *     workers of a release that did not say it of every wait
 */
public record Waiting(String why, Instant since, Optional<Duration> limit, Optional<String> remedy) {
    /** Where others take a second or two for what they do. */
    public static final String NOTHING_YET = "nothing: it usually takes seconds";

    /** What lasts for longer is not usual. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** What lasts for seconds, and is nobody's to change. */
    public static Waiting passing(String why, Instant since) {
        return new Waiting(why, since, Optional.empty(), Optional.of(NOTHING_YET));
    }

    /** What to do about what usually passes within seconds: nothing before it has lasted for longer than that. */
    public static String onceUnusual(String remedy, Instant since, Instant now) {
        return now.isAfter(since.plus(USUAL)) ? remedy : NOTHING_YET;
    }

    /** Whether it is nobody's to change, so far. */
    public boolean passes() {
        return remedy.filter(NOTHING_YET::equals).isPresent();
    }
}
