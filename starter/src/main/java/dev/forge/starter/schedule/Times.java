package dev.forge.starter.schedule;

import dev.forge.contract.pipeline.DurationText;
import dev.forge.contract.pipeline.Spelling;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads the single values of a schedule; mistakes are noted. */
final class Times {
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Temporal would raise a shorter window without a word. */
    private static final Duration SHORTEST_WINDOW = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofDays(3660);
    /** What a person reads. */
    private static final int LONGEST_NOTE = 1000;

    private Times() {}

    /** An interval and, after a slash, its offset. */
    static Optional<String> interval(String text, Spot spot) {
        List<String> parts = List.of(text.split("/", -1));
        if (parts.size() > 2) {
            return spot.refuse("\"" + text + "\" has more than one slash", "write an interval and its offset: 1h/5m");
        }
        Optional<Duration> interval = duration(parts.getFirst(), spot, SECOND);
        Optional<Duration> offset =
                parts.size() == 1 ? Optional.of(Duration.ZERO) : duration(parts.getLast(), spot, Duration.ZERO);
        return interval.flatMap(length -> offset.flatMap(late -> late.compareTo(length) < 0
                ? Optional.of(text)
                : spot.refuse(
                        "the offset " + parts.getLast() + " is not shorter than the interval " + parts.getFirst(),
                        "write one from 0s up to the interval")));
    }

    static Optional<String> jitter(String text, Spot spot) {
        return duration(text, spot, Duration.ZERO).map(good -> text);
    }

    static Optional<String> catchup(String text, Spot spot) {
        return duration(text, spot, SHORTEST_WINDOW).map(good -> text);
    }

    private static Optional<Duration> duration(String text, Spot spot, Duration least) {
        Optional<Duration> read = DurationText.parse(text);
        if (read.isEmpty()) {
            return text.matches("\\d+")
                    ? spot.refuse(spot.label() + " " + text + " has no unit", "write " + text + "s or " + text + "m")
                    : spot.refuse(
                            spot.label() + " \"" + text + "\" is no duration",
                            "write whole numbers with units: 30s, 15m, 1h30m or 2d");
        }
        if (read.get().compareTo(least) < 0) {
            return spot.refuse(
                    spot.label() + " " + text + " is too short", "write " + DurationText.print(least) + " or more");
        }
        return read.get().compareTo(LONGEST) > 0
                ? spot.refuse(
                        spot.label() + " " + text + " is too long", "write " + DurationText.print(LONGEST) + " or less")
                : read;
    }

    static Optional<Instant> instant(String text, Spot spot) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return spot.refuse(
                    spot.label() + " \"" + text + "\" is no time",
                    "write a date, a time and its offset: 2026-11-28T06:00:00Z or 2026-11-28T06:00:00+01:00");
        }
    }

    static Optional<String> zone(String text, Spot spot) {
        if (ZoneId.getAvailableZoneIds().contains(text)) {
            return Optional.of(text);
        }
        return spot.refuse(
                "there is no time zone \"" + text + "\"",
                Spelling.nearest(
                                text,
                                ZoneId.getAvailableZoneIds().stream().sorted().toList())
                        .map(near -> "did you mean " + near + "?")
                        .orElse("write an IANA name such as Europe/Berlin, or UTC"));
    }

    static Optional<String> note(String text, Spot spot) {
        return text.length() <= LONGEST_NOTE
                ? Optional.of(text)
                : spot.refuse("the note is too long", "write at most " + LONGEST_NOTE + " characters");
    }
}
