package dev.forge.worker.reaper;

import dev.forge.contract.pipeline.DurationText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the reaper goes about it.
 *
 * @param every how often it looks
 * @param apart how long Temporal must keep saying that it knows no such run, or that a run has long ended, before that
 *     is believed
 * @param mostAtOnce as many forgotten runs are ended without asking what share of all they are
 * @param keepWorkspace how long the workspace stays of a run that was terminated or timed out
 */
public record ReaperSettings(Duration every, Duration apart, int mostAtOnce, Duration keepWorkspace) {
    /**
     * A module that nobody wants runs for a minute at most; ten minutes outlast a failover of Temporal; ten runs are
     * what a person may have deleted by hand; a week is what a failed run's workspace has.
     */
    public static final ReaperSettings DEFAULT =
            new ReaperSettings(Duration.ofMinutes(1), Duration.ofMinutes(10), 10, Duration.ofDays(7));

    /** The variable that lets more forgotten runs go at once. */
    static final String MOST_AT_ONCE = "FORGE_REAPER_MOST_AT_ONCE";

    public ReaperSettings {
        if (!every.isPositive() || apart.isNegative() || keepWorkspace.isNegative() || mostAtOnce < 0) {
            throw new IllegalArgumentException("the reaper's times and numbers must not be negative, and every must be"
                    + " positive: every " + every + ", apart " + apart + ", most at once " + mostAtOnce
                    + ", keep workspace " + keepWorkspace);
        }
    }

    /**
     * The defaults, but for what the environment says: {@code FORGE_REAPER_EVERY}, {@code FORGE_REAPER_APART} and
     * {@code FORGE_REAPER_KEEP_WORKSPACE} as durations with units, {@code FORGE_REAPER_MOST_AT_ONCE} as a number.
     */
    public static ReaperSettings of(Map<String, String> environment) {
        return new ReaperSettings(
                duration(environment, "FORGE_REAPER_EVERY", DEFAULT.every),
                duration(environment, "FORGE_REAPER_APART", DEFAULT.apart),
                said(environment, MOST_AT_ONCE)
                        .map(text -> number(MOST_AT_ONCE, text))
                        .orElse(DEFAULT.mostAtOnce),
                duration(environment, "FORGE_REAPER_KEEP_WORKSPACE", DEFAULT.keepWorkspace));
    }

    private static Duration duration(Map<String, String> environment, String name, Duration otherwise) {
        return said(environment, name)
                .map(text -> DurationText.parse(text)
                        .orElseThrow(() -> new IllegalArgumentException(
                                name + "=" + text + " is no duration: write a number with its unit, as in 90s or 10m")))
                .orElse(otherwise);
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + "=" + text + " is no whole number: write one, as in 50", e);
        }
    }

    private static Optional<String> said(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
