package dev.forge.starter.rabbitmq;

import java.time.Duration;

/** Pauses that grow, for whoever tries the same thing again. */
final class Backoff {
    /** Longer than a hiccup. */
    private static final Duration FIRST = Duration.ofMillis(500);

    /** So that what is back is noticed while somebody still waits for it. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Duration next = FIRST;
    private Duration total = Duration.ZERO;

    Duration next() {
        Duration pause = next;
        total = total.plus(pause);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        return pause;
    }

    /** Of all pauses so far. */
    Duration total() {
        return total;
    }
}
