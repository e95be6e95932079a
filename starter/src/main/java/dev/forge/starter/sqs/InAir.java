package dev.forge.starter.sqs;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.sqs.Queues.NotHidden;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one queue that are being taken. As long as a message is among them it is kept hidden, however long that
 * takes (SQS allows twelve hours): each time it came back to the queue would count as a receive, and its redrive policy
 * would give up a message that nothing is wrong with.
 */
final class InAir {
    private static final Logger LOG = LoggerFactory.getLogger(InAir.class);

    private final Queues queues;
    private final SqsQueue queue;
    private final IntakeState state;
    private final Duration hidden;
    private final Set<Delivery> deliveries = ConcurrentHashMap.newKeySet();

    /** Held while some are hidden: none of these may be hidden for longer meanwhile, which this would undo. */
    private final Lock hiding = new ReentrantLock();

    /**
     * Of a queue.
     *
     * @param hidden for how long at a time
     */
    InAir(Queues queues, SqsQueue queue, IntakeState state, Duration hidden) {
        this.queues = queues;
        this.queue = queue;
        this.state = state;
        this.hidden = hidden;
    }

    void add(List<Delivery> received) {
        deliveries.addAll(received);
    }

    void remove(Delivery delivery) {
        deliveries.remove(delivery);
    }

    /** Deletes one from its queue. */
    void delete(Delivery delivery) {
        // First, so that nobody hears that what is deleted cannot be hidden.
        remove(delivery);
        queues.delete(delivery);
    }

    /** Leaves one to its queue, which shows it again after so long. */
    void leave(Delivery delivery, Duration after) {
        hiding.lock();
        try {
            remove(delivery);
        } finally {
            hiding.unlock();
        }
        queues.hide(queue, List.of(delivery), after).forEach(this::say);
    }

    /** Hides them until the thread is interrupted; two in a row may fail before a message comes back. */
    void keep() {
        try {
            while (true) {
                Thread.sleep(hidden.dividedBy(3));
                hide();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hide() {
        List<Delivery> now = List.copyOf(deliveries);
        try {
            for (int from = 0; from < now.size(); from += Queues.BATCH) {
                hide(now.subList(from, Math.min(from + Queues.BATCH, now.size())));
            }
        } catch (SqsUnavailable | SqsRefused e) {
            LOG.warn("{} messages in the air may come again: {}", now.size(), e.getMessage());
            state.troubled(now.size() + " messages may come again while they are taken: " + e.getMessage() + ".");
        } catch (RuntimeException | Error e) {
            // Nobody else would hide them the next time.
            LOG.error("{} messages in the air may come again", now.size(), e);
            state.troubled(now.size() + " messages may come again while they are taken: " + e + ".");
        }
    }

    private void hide(List<Delivery> some) {
        hiding.lock();
        try {
            List<Delivery> still = some.stream().filter(deliveries::contains).toList();
            if (!still.isEmpty()) {
                queues.hide(queue, still, hidden).stream()
                        .filter(shown -> deliveries.contains(shown.delivery()))
                        .forEach(this::say);
            }
        } finally {
            hiding.unlock();
        }
    }

    private void say(NotHidden shown) {
        String id = shown.delivery().message().messageId();
        LOG.warn("message {} of {} may come again at once: SQS does not hide it: {}", id, queue, shown.why());
        state.troubled("Message " + id + " may come again at once: SQS does not hide it: " + shown.why() + ".");
    }
}
