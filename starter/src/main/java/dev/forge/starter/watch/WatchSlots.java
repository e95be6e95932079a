package dev.forge.starter.watch;

import java.time.Duration;

/**
 * How many watches a starter looks after.
 *
 * @param atOnce each asks the archive four times a second
 * @param turn after which one gives place to the others, where there are more
 */
record WatchSlots(int atOnce, Duration turn) {
    static final WatchSlots DEFAULT = new WatchSlots(200, Duration.ofSeconds(10));
}
