package dev.forge.starter.rabbitmq;

import dev.forge.starter.intake.NotTakenYet;
import dev.forge.starter.rabbitmq.RequestConsumer.End;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Holds messages of one connection that cannot be answered yet, and tries each again until the connection takes no more. */
final class Insistence {
    /** Less than the 30 minutes after which RabbitMQ takes a consumer for dead that does not acknowledge. */
    private static final Duration HELD_FOR = Duration.ofMinutes(10);

    private final CompletableFuture<End> end;
    private final Clock clock;

    /**
     * Of one connection.
     *
     * @param end how it ends
     */
    Insistence(CompletableFuture<End> end, Clock clock) {
        this.end = end;
        this.clock = clock;
    }

    /**
     * Holds a message until an attempt goes through.
     *
     * @param first why one has not
     * @param told hears why one has not, each time
     * @param over how all of this ends once it has lasted too long
     * @throws NotTakenYet where it ends before that; likewise BrokerUnavailable
     */
    <T> T on(Supplier<T> attempt, RuntimeException first, Consumer<String> told, Function<String, End> over)
            throws InterruptedException {
        Backoff backoff = new Backoff(clock);
        RuntimeException last = first;
        while (true) {
            String why = String.valueOf(last.getMessage());
            told.accept(why);
            if (backoff.lasts(HELD_FOR)) {
                end.complete(over.apply(why));
            }
            if (hasEndedWithin(backoff.next())) {
                throw last;
            }
            try {
                return attempt.get();
            } catch (NotTakenYet | BrokerUnavailable e) {
                last = e;
            }
        }
    }

    /** Waits for as long, or until it takes no more. */
    boolean hasEndedWithin(Duration pause) throws InterruptedException {
        try {
            end.get(pause.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing ends it so", e);
        }
    }
}
