package dev.forge.standalone.engine;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows how long nobody has needed the engine: no open run, no watch, no request. */
final class IdleWatch {
    private static final Logger LOG = LoggerFactory.getLogger(IdleWatch.class);

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
        if (mayBeNeeded()) {
            lastNeeded.set(clock.instant());
            return false;
        }
        return true;
    }

    /** Where Temporal does not answer, nobody knows; the engine stays. */
    private boolean mayBeNeeded() {
        try {
            return openRuns.getAsBoolean();
        } catch (StatusRuntimeException e) {
            LOG.warn("Temporal does not say whether runs are open: {}", e.toString());
            return true;
        }
    }
}
