package dev.forge.worker.reaper;

import dev.forge.activities.CutOffRuns;
import dev.forge.runtime.JobRuntime;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, now and then, whether Temporal still knows the runs of which something is left where attempts run, and ends
 * what nobody waits for any more; and which runs Temporal has cut off, and does at their end what they could not. Any number
 * of workers may each have one: what it does is the same when done twice.
 */
public final class Reaper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

    private final Sweep sweep;
    private final Aftercare aftercare;
    private final Duration every;
    private final Thread thread;

    /** What is done in each pass. */
    private interface Duty {
        void pass() throws InterruptedException;
    }

    private Reaper(Sweep sweep, Aftercare aftercare, Duration every) {
        this.sweep = sweep;
        this.aftercare = aftercare;
        this.every = every;
        this.thread = Thread.ofVirtual().name("forge-reaper").unstarted(this::loop);
    }

    /** Starts it; the first look comes within the first {@code every}. */
    public static Reaper start(
            JobRuntime runtime, WorkflowClient client, CutOffRuns cutOffs, ReaperSettings settings, Clock clock) {
        Reaper reaper = new Reaper(
                new Sweep(runtime, client, settings, clock), new Aftercare(cutOffs, clock), settings.every());
        reaper.thread.start();
        return reaper;
    }

    private void loop() {
        try {
            while (true) {
                Thread.sleep(pause());
                pass(sweep::pass);
                pass(aftercare::pass);
            }
        } catch (InterruptedException e) {
            LOG.debug("The reaper ends");
        }
    }

    /** Whatever goes wrong ends this pass alone: what it did not get to is there for the next one. */
    private void pass(Duty duty) throws InterruptedException {
        try {
            duty.pass();
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
