package dev.forge.contract.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as pipeline files write them: whole numbers with units, the largest first ({@code 500ms}, {@code 5s},
 * {@code 15m}, {@code 1h30m}, {@code 2d}). A day is 24 hours. There are no decimals and no numbers without a unit.
 */
public final class DurationText {
    /** Understood by Java and by JSON Schema alike; nine digits keep any sum within a long. */
    static final String FORM = "^(?=[0-9])([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?([0-9]{1,9}ms)?$";

    private static final Pattern PATTERN = Pattern.compile(FORM);
    private static final List<Unit> UNITS = List.of(
            new Unit("d", Duration.ofDays(1)),
            new Unit("h", Duration.ofHours(1)),
            new Unit("m", Duration.ofMinutes(1)),
            new Unit("s", Duration.ofSeconds(1)),
            new Unit("ms", Duration.ofMillis(1)));

    /** What other tools and people call the units; for suggestions only. */
    private static final Map<String, Duration> WORDS = Map.ofEntries(
            Map.entry("w", Duration.ofDays(7)),
            Map.entry("week", Duration.ofDays(7)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hr", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("ms", Duration.ofMillis(1)),
            Map.entry("msec", Duration.ofMillis(1)),
            Map.entry("milli", Duration.ofMillis(1)),
            Map.entry("millisecond", Duration.ofMillis(1)));

    /** What people write in words; matching a longer text would need a deep stack. */
    private static final int LONGEST_GUESS = 64;

    private static final Pattern LOOSE =
            Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*([a-z]+?)s?(?=[^a-z]|$)[\\s,]*");

    private DurationText() {}

    /** The duration that a text says, or empty where it says none. */
    public static Optional<Duration> parse(String text) {
        Matcher form = PATTERN.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (int i = 0; i < UNITS.size(); i++) {
            Unit unit = UNITS.get(i);
            String part = form.group(i + 1);
            if (part != null) {
                sum = sum.plus(unit.length().multipliedBy(unit.count(part)));
            }
        }
        return Optional.of(sum);
    }

    /** The shortest text that {@link #parse} reads as this duration: whole milliseconds, not negative. */
    public static String print(Duration duration) {
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    "a duration of a pipeline is in whole milliseconds, from 0: " + duration);
        }
        StringBuilder text = new StringBuilder();
        Duration rest = duration;
        for (Unit unit : UNITS) {
            long count = rest.dividedBy(unit.length());
            rest = rest.minus(unit.length().multipliedBy(count));
            text.append(count == 0 ? "" : count + unit.name());
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    /** What an author probably meant by a text that is no duration. */
    static Optional<String> suggestion(String text) {
        if (text.length() > LONGEST_GUESS) {
            return Optional.empty();
        }
        String lower = text.strip().toLowerCase(Locale.ROOT).replaceFirst("^p(?:(\\d+d))?t?(?=\\d|$)", "$1");
        if (!lower.matches("(?:" + LOOSE.pattern() + ")+")) {
            return Optional.empty();
        }
        Duration sum = Duration.ZERO;
        for (MatchResult part : LOOSE.matcher(lower).results().toList()) {
            Duration unit = WORDS.get(part.group(2));
            if (unit == null) {
                return Optional.empty();
            }
            sum = sum.plusMillis(Math.round(Double.parseDouble(part.group(1)) * unit.toMillis()));
        }
        return Optional.of(print(sum));
    }

    private record Unit(String name, Duration length) {
        long count(String part) {
            return Long.parseLong(part.substring(0, part.length() - name.length()));
        }
    }
}
