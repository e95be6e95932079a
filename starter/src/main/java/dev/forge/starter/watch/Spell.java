package dev.forge.starter.watch;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The time for which a starter has a watch. It says all the while that it is alive, whatever it waits for: a store that is
 * slow would else have another starter do the same beside it.
 */
final class Spell implements AutoCloseable {
    /** A fifth of the time after which it would be taken for dead. */
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final ActivityExecutionContext context;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread beating;
    private volatile Optional<ActivityCompletionException> givenUp = Optional.empty();

    private Spell(ActivityExecutionContext context) {
        this.context = context;
        this.beating = Thread.ofVirtual().name("watch-heartbeat").unstarted(this::beat);
    }

    /** Begins one, if the watch is still this starter's to look after. */
    static Spell begin(ActivityExecutionContext context) {
        context.heartbeat(null);
        Spell spell = new Spell(context);
        spell.beating.start();
        return spell;
    }

    /**
     * To be asked before anything is done.
     *
     * @throws ActivityCompletionException where the watch is another's by now, or the starter stops
     */
    void check() {
        if (Thread.currentThread().isInterrupted()) {
            // The starter stops, which a heartbeat says at once.
            context.heartbeat(null);
        }
        givenUp.ifPresent(why -> {
            throw why;
        });
    }

    private void beat() {
        try {
            while (!over.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
                context.heartbeat(null);
            }
        } catch (ActivityCompletionException e) {
            givenUp = Optional.of(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the heartbeat of a watch", e);
        }
    }

    /** Afterwards none of its heartbeats comes any more. */
    @Override
    public void close() {
        over.countDown();
        boolean interrupted = false;
        while (beating.isAlive()) {
            try {
                beating.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
