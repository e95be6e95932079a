package dev.forge.starter.sqs;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.intake.IntakeState;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the messages of one queue, from its start until it is closed; SQS need not be there. */
final class QueueConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueConsumer.class);

    /** A server that does not wait for messages as it is asked to is not asked all the time. */
    private static final Duration NOT_SOONER = Duration.ofSeconds(1);

    private final Queues queues;
    private final SqsQueue queue;
    private final Taker taker;
    private final IntakeState state;
    private final Duration hidden;
    private final InAir inAir;
    private final DeadLetters deadLetters;
    private final Lull lull;
    private final Lane lane;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sqs-", 0).factory());
    private final Backoff away = new Backoff();

    /**
     * For a queue.
     *
     * @param atOnce how many messages are being taken at once
     * @param hidden for how long at a time a message that is being taken is hidden from others
     * @param deadLetters the dead-letter queue where the queue itself names none
     */
    QueueConsumer(
            Queues queues,
            SqsQueue queue,
            Taker taker,
            IntakeState state,
            int atOnce,
            Duration hidden,
            Optional<SqsQueue> deadLetters,
            Clock clock) {
        this.queues = queues;
        this.queue = queue;
        this.taker = taker;
        this.state = state;
        this.hidden = hidden;
        this.inAir = new InAir(queues, queue, state, hidden);
        this.deadLetters = new DeadLetters(
                queues, queue, inAir, new DeadLetterQueue(queues, queue, deadLetters, clock), taker, state, hidden);
        this.lull = new Lull(state);
        this.lane = new Lane(inAir, taker, this.deadLetters, lull, state);
        this.free = new Semaphore(atOnce);
    }

    void start() {
        threads.execute(inAir::keep);
        threads.execute(this::consume);
    }

    /** What is being taken comes again, to another starter or to the next one. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void consume() {
        try {
            while (true) {
                takeUntilLost();
            }
        } catch (InterruptedException e) {
            // The starter stops.
            Thread.currentThread().interrupt();
        }
    }

    private void takeUntilLost() throws InterruptedException {
        try {
            if (deadLetters.check()) {
                state.connected();
            }
            LOG.info("taking messages of {}", queue);
            while (true) {
                takeSome();
            }
        } catch (RuntimeException | Error e) {
            // Also where memory is short: nobody else would take messages again.
            if (threads.isShutdown()) {
                throw new InterruptedException("the starter stops");
            }
            lost(e);
        }
    }

    private void takeSome() throws InterruptedException {
        lull.await();
        awaitSupport();
        int room = room();
        List<Delivery> batch = List.of();
        long asked = System.nanoTime();
        try {
            batch = queues.receive(queue, room, hidden);
        } finally {
            free.release(room - batch.size());
        }
        state.connected();
        away.reset();
        inAir.add(batch);
        Lane.of(batch).forEach(messages -> threads.execute(() -> take(messages)));
        if (batch.isEmpty()) {
            Thread.sleep(NOT_SOONER.minusNanos(System.nanoTime() - asked));
        }
    }

    /** Whoever receives a message that it cannot take only keeps it from others. */
    private void awaitSupport() throws InterruptedException {
        Optional<String> hindrance = taker.hindrance();
        if (hindrance.isPresent()) {
            LOG.warn("no messages of {} are received: {}", queue, hindrance.get());
            awaitSupport(hindrance);
        }
    }

    private void awaitSupport(Optional<String> first) throws InterruptedException {
        Backoff backoff = new Backoff();
        lull.begin();
        try {
            for (Optional<String> why = first; why.isPresent(); why = taker.hindrance()) {
                lull.because(why.get());
                backoff.pause();
            }
        } finally {
            lull.end();
        }
    }

    /** For a whole batch where there is as much, and for one message at least. */
    private int room() throws InterruptedException {
        free.acquire();
        int room = 1;
        while (room < Queues.BATCH && free.tryAcquire()) {
            room++;
        }
        return room;
    }

    private void take(List<Delivery> messages) {
        int settled = 0;
        try {
            for (Delivery delivery : messages) {
                lane.settle(delivery);
                settled++;
                letGo(delivery);
            }
        } catch (InterruptedException e) {
            // The starter stops.
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("a message of {} comes once more, and those of its group after it", queue, e);
            state.troubled("A message could not be taken and comes once more: " + e + ".");
        } finally {
            messages.subList(settled, messages.size()).forEach(this::letGo);
        }
    }

    private void letGo(Delivery delivery) {
        inAir.remove(delivery);
        free.release();
    }

    private void lost(Throwable e) throws InterruptedException {
        if (!(e instanceof SqsUnavailable || e instanceof SqsRefused)) {
            state.disconnected(e.toString());
            LOG.error("messages of {} are not taken now", queue, e);
        } else {
            state.disconnected(String.valueOf(e.getMessage()));
            if (away.isFresh()) {
                LOG.warn("messages of {} are not taken now: {}", queue, e.getMessage());
            }
        }
        away.pause();
    }
}
