package dev.forge.starter.run;

import dev.forge.starter.problem.TemporalUnavailable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks single runs up, for callers that ask for many at once. */
@Singleton
public class RunLookup {
    /** A page of schedules asks for hundreds of runs; Temporal has others to serve. */
    private static final int AT_ONCE = 16;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final TemporalGateway temporal;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    RunLookup(TemporalGateway temporal) {
        this.temporal = temporal;
    }

    /** How a run stands; empty where Temporal keeps none of that id. */
    public Optional<RunSummary> find(String runId) {
        acquire();
        try {
            return temporal.find(runId).map(Execution::summary);
        } finally {
            permits.release();
        }
    }

    private void acquire() {
        try {
            if (!permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TemporalUnavailable(
                        "Temporal answers too slowly to look up runs", new TimeoutException("no permit"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporalUnavailable("the look-up of runs was interrupted", e);
        }
    }
}
