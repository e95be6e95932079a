package dev.forge.starter.rabbitmq;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** What is left of the time for something that is done in several calls, of which each may wait. */
final class TimeLeft {
    private final long end;

    private TimeLeft(long end) {
        this.end = end;
    }

    /** As much, from now on. */
    static TimeLeft of(Duration all) {
        return new TimeLeft(System.nanoTime() + all.toNanos());
    }

    /**
     * Before a call.
     *
     * @throws TimeoutException where it might last beyond the end
     */
    void check(Duration call) throws TimeoutException {
        if (left().compareTo(call) < 0) {
            throw new TimeoutException("it answers too slowly");
        }
    }

    /** Zero where nothing is. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
