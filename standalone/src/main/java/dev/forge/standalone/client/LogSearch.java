package dev.forge.standalone.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is looked for in a step's log.
 *
 * @param pattern a text, or a regular expression in RE2's syntax
 * @param attempt a number, or {@code all}; empty: the last one
 */
public record LogSearch(String pattern, boolean regex, boolean ignoreCase, Optional<String> attempt) {
    String text(Optional<String> cursor) {
        List<String> parts = new ArrayList<>(List.of(
                "pattern=" + StarterClient.encoded(pattern),
                "regex=" + regex,
                "ignoreCase=" + ignoreCase,
                "limit=200"));
        attempt.ifPresent(number -> parts.add("attempt=" + StarterClient.encoded(number)));
        cursor.ifPresent(next -> parts.add("cursor=" + StarterClient.encoded(next)));
        return "?" + String.join("&", parts);
    }
}
