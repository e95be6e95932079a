package dev.forge.starter.rabbitmq;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Pauses that grow, for whoever tries the same thing again. */
final class Backoff {
    /** Longer than a hiccup. */
    private static final Duration FIRST = Duration.ofMillis(500);

    /** So that what is back is noticed while somebody still waits for it. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Clock clock;
    private final Instant begun;
    private Duration next = FIRST;

    Backoff(Clock clock) {
        this.clock = clock;
        this.begun = clock.instant();
    }

    Duration next() {
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    /** Whether it has gone on for longer, pauses and tries together. */
    boolean lasts(Duration longerThan) {
        return clock.instant().isAfter(begun.plus(longerThan));
    }
}
