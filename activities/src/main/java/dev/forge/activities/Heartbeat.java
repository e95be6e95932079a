package dev.forge.activities;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.Waiting;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.failure.TimeoutFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bond between an executing activity and the server: tells what is seen, hears whether to go on. It sends at the
 * worker's {@link Pace}; the SDK's own throttle knows one pace for all and sends from four threads, which a thousand open
 * activities outrun.
 */
final class Heartbeat implements AutoCloseable {
    /** How long an activity looks away from its heartbeat: it is sent so much late at most. */
    static final Duration PERIOD = Duration.ofMillis(500);

    /** Tells no more than that somebody is there. */
    private static final Sighting NOTHING_SEEN = new Sighting(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final ActivityExecutionContext context;
    private final Pace pace;
    private final Duration timeout;
    private OptionalLong sentAt = OptionalLong.empty();
    private Sighting told = NOTHING_SEEN;

    Heartbeat(ActivityExecutionContext context, Pace pace) {
        this.context = context;
        this.pace = pace;
        this.timeout = context.getInfo().getHeartbeatTimeout();
    }

    @Override
    public void close() {
        pace.end();
    }

    /** When the workflow asked for what this activity does: the same for each of its tries. */
    Instant asked() {
        return Instant.ofEpochMilli(context.getInfo().getScheduledTimestamp());
    }

    /** When Temporal asked for this try. */
    Instant askedThisTime() {
        return Instant.ofEpochMilli(context.getInfo().getCurrentAttemptScheduledTimestamp());
    }

    /** What an earlier try of this activity was waiting for at last. */
    Optional<Waiting> waitedBefore() {
        return context.getHeartbeatDetails(Sighting.class).flatMap(Sighting::waiting);
    }

    /** The attempt that an earlier try of this activity launched. */
    Optional<Launched> launchedBefore() {
        return context.getHeartbeatDetails(Sighting.class).flatMap(Sighting::launched);
    }

    /**
     * Tells what was seen, unless the last time was just now.
     *
     * @throws ActivityCompletionException when this try of the activity is to stop; see {@link #canceledByServer}
     */
    void tell(Sighting sighting) {
        if (isDue()) {
            tellAtOnce(sighting);
        }
    }

    /** Tells what must not be forgotten if this worker dies now. */
    void tellAtOnce(Sighting sighting) {
        sentAt = OptionalLong.of(System.nanoTime());
        told = sighting;
        pace.beat(timeout);
        context.heartbeat(sighting);
    }

    /**
     * Asks whether this try still counts, right before something that must not be done by one that Temporal has given up. It
     * waits for nothing from here on.
     *
     * @throws ActivityCompletionException where it does not
     */
    void confirm() {
        tellAtOnce(NOTHING_SEEN);
    }

    private boolean isDue() {
        return untilDue().isZero();
    }

    /** How long there is nothing to tell, whatever is seen. */
    Duration untilDue() {
        if (sentAt.isEmpty()) {
            return Duration.ZERO;
        }
        Duration since = Duration.ofNanos(System.nanoTime() - sentAt.getAsLong());
        Duration left = pace.interval(timeout).minus(since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Tells what was seen while something is done that is to be done in any case: whatever the server says, it goes on. What
     * is new is told at once: somebody waits for it to be over.
     */
    void tellWhileEnding(Sighting sighting) {
        try {
            if (isDue() || !sighting.equals(told)) {
                tellAtOnce(sighting);
            }
        } catch (ActivityCompletionException e) {
            LOG.debug("goes on although the server says {}", e.toString());
        }
    }

    /**
     * Does something that may take its time, and says all the while that this try of the activity is alive. What is done
     * sooner than {@link #PERIOD} tells nothing: the next step's launch goes on beside it, and Temporal has enough to do.
     *
     * @param work is given whom to tell what it waits for
     */
    void during(Consumer<Consumer<Waiting>> work) {
        beatingFor(tell -> {
            work.accept(tell);
            return true;
        });
    }

    /** The same for what is not known to wait for anything. */
    <T> T during(Supplier<T> work) {
        return beatingFor(_ -> work.get());
    }

    private <T> T beatingFor(Function<Consumer<Waiting>, T> work) {
        // What was told last goes on to be true: an attempt's handle, above all, must not be forgotten.
        AtomicReference<Sighting> seen = new AtomicReference<>(told);
        CountDownLatch over = new CountDownLatch(1);
        // Closing it awaits a heartbeat that is under way: none of these may come after what is told next.
        try (ExecutorService beating = Executors.newVirtualThreadPerTaskExecutor()) {
            beating.execute(() -> beat(over, seen::get));
            try {
                return work.apply(waiting -> seen.set(Sighting.before(waiting)));
            } finally {
                over.countDown();
            }
        }
    }

    private void beat(CountDownLatch over, Supplier<Sighting> seen) {
        try {
            while (!over.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
                tellWhileEnding(seen.get());
            }
        } catch (InterruptedException e) {
            LOG.debug("the worker shuts down, and nobody listens to its heartbeats any more");
        }
    }

    /**
     * Whether the workflow wants the attempt gone. A cancellation with a timeout as its cause is this worker's own
     * conclusion from heartbeats that did not get through: another worker adopts the attempt then. A worker that shuts
     * down and an activity that no longer exists leave it alone as well: to the next worker, and to the reaper.
     */
    static boolean canceledByServer(ActivityCompletionException said) {
        return said instanceof ActivityCanceledException && !(said.getCause() instanceof TimeoutFailure);
    }
}
