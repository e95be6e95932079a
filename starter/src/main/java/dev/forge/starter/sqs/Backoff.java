package dev.forge.starter.sqs;

import java.time.Duration;

/** Pauses between tries, each twice as long as the one before. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);

    /** As late as is noticed that what was away is there again. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Duration next = FIRST;

    void pause() throws InterruptedException {
        Duration now = next;
        next = now.multipliedBy(2).compareTo(LONGEST) < 0 ? now.multipliedBy(2) : LONGEST;
        Thread.sleep(now);
    }

    /** Whether there was no pause since it went well. */
    boolean isFresh() {
        return next.equals(FIRST);
    }

    /** It has gone well. */
    void reset() {
        next = FIRST;
    }
}
