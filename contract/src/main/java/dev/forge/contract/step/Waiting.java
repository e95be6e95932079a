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

    private static final String IF_IT_LASTS = "nothing, if it lasts for a moment; else ";

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

    /** The remedy of what usually passes within seconds, from who cannot say it anew once it has lasted. */
    public static String ifItLasts(String remedy) {
        return IF_IT_LASTS + remedy;
    }

    /** As it is told at a time: such a remedy once it has lasted for longer than usual, and not before. */
    public Waiting toldAt(Instant now) {
        return remedy.filter(text -> text.startsWith(IF_IT_LASTS))
                .map(text -> text.substring(IF_IT_LASTS.length()))
                .map(text -> new Waiting(why, since, limit, Optional.of(onceUnusual(text, since, now))))
                .orElse(this);
    }

    /** Whether it is nobody's to change, so far. */
    public boolean passes() {
        return remedy.filter(NOTHING_YET::equals).isPresent();
    }
}
