package dev.forge.starter.log;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a step's log is wanted.
 *
 * @param tail how many of an attempt's last lines; empty: all of it
 * @param since only what may have been kept then or later; empty: all of it
 */
public record LogWish(Which which, OptionalInt tail, Optional<Instant> since) {
    /** All that some attempts have written. */
    static LogWish all(Which which) {
        return new LogWish(which, OptionalInt.empty(), Optional.empty());
    }

    /** Which attempts. */
    public sealed interface Which {
        record Latest() implements Which {}

        record All() implements Which {}

        record Numbered(int number) implements Which {}
    }
}
