package dev.forge.contract.files;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time in which something ran, widened to whole seconds: containers' starts and ends and files' times are not told more
 * exactly everywhere.
 *
 * @param from its first second
 * @param to its last second
 */
public record Span(Instant from, Instant to) {
    public Span {
        from = from.truncatedTo(ChronoUnit.SECONDS);
        to = to.truncatedTo(ChronoUnit.SECONDS);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("nothing ran from " + from + " to " + to);
        }
    }

    /** Whether a time lies in it. */
    public boolean has(Instant time) {
        Instant second = time.truncatedTo(ChronoUnit.SECONDS);
        return !second.isBefore(from) && !second.isAfter(to);
    }
}
