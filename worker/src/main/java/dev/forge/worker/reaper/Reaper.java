package dev.forge.worker.reaper;

import dev.forge.runtime.JobRuntime;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, now and then, whether Temporal still knows the runs of which something is left where attempts run, and ends
 * what nobody waits for any more. Any number of workers may each have one: what it does is the same when done twice.
 */
public final class Reaper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

    private final Sweep sweep;
    private final Duration every;
    private final Thread thread;

    private Reaper(Sweep sweep, Duration every) {
        this.sweep = sweep;
        this.every = every;
        this.thread = Thread.ofVirtual().name("forge-reaper").unstarted(this::loop);
    }

    /** Starts it; the first look comes within the first {@code every}. */
    public static Reaper start(JobRuntime runtime, WorkflowClient client, ReaperSettings settings, Clock clock) {
        Reaper reaper = new Reaper(new Sweep(runtime, client, settings, clock), settings.every());
        reaper.thread.start();
        return reaper;
    }

    private void loop() {
        try {
            while (true) {
                Thread.sleep(pause());
                pass();
            }
        } catch (InterruptedException e) {
            LOG.debug("The reaper ends");
        }
    }

    /** Whatever goes wrong ends this pass alone: what it did not get to is there for the next one. */
    private void pass() throws InterruptedException {
        try {
            sweep.pass();
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException("while it looked around").initCause(e);
            }
            LOG.warn("The reaper could not look after all runs, and tries again in about {}: {}", every, e.toString());
        }
    }

    /** Workers that started together do not all ask at once. */
    private Duration pause() {
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(every.toNanos() / 2, every.toNanos() + 1));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
