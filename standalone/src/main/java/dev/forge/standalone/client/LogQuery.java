package dev.forge.standalone.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a step's log.
 *
 * @param attempt empty: the last one
 * @param tail only so many lines of the end; empty: all of it
 */
public record LogQuery(boolean follow, Optional<Integer> attempt, Optional<Integer> tail) {
    /** Its last line. */
    public static final LogQuery LAST_LINE = new LogQuery(false, Optional.empty(), Optional.of(1));

    String text() {
        List<String> parts = new ArrayList<>();
        if (follow) {
            parts.add("follow=true");
        }
        attempt.ifPresent(number -> parts.add("attempt=" + number));
        tail.ifPresent(lines -> parts.add("tail=" + lines));
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }
}
