package dev.forge.runtime;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import java.time.Duration;
import java.util.Locale;

/** Why Forge itself ends an attempt, in the same words wherever it runs. */
public final class EndingFailures {
    private EndingFailures() {}

    public static Failure timedOut(Duration timeout) {
        return Failure.of(
                Category.TIMEOUT,
                "still ran after its timeout of " + words(timeout),
                "raise timeout: in the module, or find out what it waited for in its log");
    }

    public static Failure canceled() {
        return Failure.of(Category.CANCELED, "was canceled", "nothing, if that was meant; else start the run again");
    }

    /** As an author writes it: {@code 15m}, {@code 1h30m}, {@code 0.5s}. */
    public static String words(Duration duration) {
        StringBuilder words = new StringBuilder();
        append(words, duration.toHours(), "h");
        append(words, duration.toMinutesPart(), "m");
        Duration rest = duration.minusMinutes(duration.toMinutes());
        if (!rest.isZero() || words.isEmpty()) {
            words.append(rest.toString().substring("PT".length()).toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }

    private static void append(StringBuilder words, long amount, String unit) {
        if (amount > 0) {
            words.append(amount).append(unit);
        }
    }
}
