package dev.forge.standalone.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a step's log.
 *
 * @param attempt a number, or {@code all}; empty: the last one
 * @param tail only so many lines of the end; empty: all of it
 * @param since a time, or how far back: only what may have been stored since; empty: all of it
 * @param bytes a range of them, as {@code Range} has it: {@code 0-999}, {@code 1000-} or {@code -1000}; empty: all of it
 */
public record LogQuery(
        boolean follow,
        Optional<String> attempt,
        Optional<Integer> tail,
        Optional<String> since,
        Optional<String> bytes) {
    /** The whole log of the last attempt. */
    public static final LogQuery ALL =
            new LogQuery(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Its last line. */
    public static final LogQuery LAST_LINE =
            new LogQuery(false, Optional.empty(), Optional.of(1), Optional.empty(), Optional.empty());

    String text() {
        List<String> parts = new ArrayList<>();
        if (follow) {
            parts.add("follow=true");
        }
        attempt.ifPresent(number -> parts.add("attempt=" + StarterClient.encoded(number)));
        tail.ifPresent(lines -> parts.add("tail=" + lines));
        since.ifPresent(time -> parts.add("since=" + StarterClient.encoded(time)));
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }
}
