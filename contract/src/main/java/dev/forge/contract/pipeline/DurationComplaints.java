package dev.forge.contract.pipeline;

import java.time.Duration;

/** What is said of a duration that cannot be used. */
final class DurationComplaints {
    private DurationComplaints() {}

    static Complaint malformed(String label, String text) {
        String shown = label + " " + Quote.plain(text);
        if (text.matches("\\d{1,9}")) {
            return new Complaint(shown + " has no unit", "write %ss or %sm".formatted(text, text));
        }
        if (text.startsWith("-")) {
            return new Complaint(shown + " is negative", "write one without a minus, such as 15m");
        }
        String fix = DurationText.suggestion(text)
                .map(meant -> "write " + meant)
                .orElse("write whole numbers with units: 500ms, 5s, 15m, 1h30m or 2d");
        return new Complaint(shown + " is no duration", fix);
    }

    static Complaint outOfRange(String label, Duration duration, Duration least, Duration most) {
        if (duration.compareTo(most) > 0) {
            String longest = DurationText.print(most);
            return new Complaint(
                    label + " " + DurationText.print(duration) + " is longer than " + longest,
                    "write " + longest + " or less");
        }
        return new Complaint(
                label + " " + DurationText.print(duration) + " is too short",
                "write " + DurationText.print(least) + " or more");
    }
}
