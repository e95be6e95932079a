package dev.forge.standalone.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** Knows how long nobody has needed the engine: no open run, no request. */
final class IdleWatch {
    private final InstantSource clock;
    private final Duration limit;
    private final BooleanSupplier openRuns;
    private final AtomicReference<Instant> lastNeeded;

    IdleWatch(InstantSource clock, Duration limit, BooleanSupplier openRuns) {
        this.clock = clock;
        this.limit = limit;
        this.openRuns = openRuns;
        this.lastNeeded = new AtomicReference<>(clock.instant());
    }

    /** Somebody asked for something. */
    void requested() {
        lastNeeded.set(clock.instant());
    }

    /** Whether the limit is reached; looks for open runs only then. */
    boolean expired() {
        if (Duration.between(lastNeeded.get(), clock.instant()).compareTo(limit) < 0) {
            return false;
        }
        if (openRuns.getAsBoolean()) {
            lastNeeded.set(clock.instant());
            return false;
        }
        return true;
    }

    /** How often it is worth looking: often enough that the limit is met to about a tenth. */
    Duration pause() {
        Duration tenth = limit.dividedBy(10);
        return tenth.compareTo(Duration.ofMillis(100)) < 0 ? Duration.ofMillis(100) : tenth;
    }
}
