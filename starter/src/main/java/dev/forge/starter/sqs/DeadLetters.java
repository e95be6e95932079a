package dev.forge.starter.sqs;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.intake.IntakeState;
import dev.forge.starter.sqs.Taker.Verdict.Poison;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees the messages of one queue off that cannot be taken: each is put aside with the reason, then whoever waits for it is
 * told, and only then is it deleted. Whoever dies between has both done again. What hinders that holds up this message alone.
 */
final class DeadLetters {
    /** The most bytes that SQS lets a queue take. */
    private static final int LARGEST = 1024 * 1024;

    /** As many as queues take that were made before August 2025, unless they are told otherwise. */
    private static final int USUAL = 256 * 1024;

    /** A message that nobody can see off is looked at seldom: later with each receive, up to so many times as late. */
    private static final int LATEST = 15;

    private static final String REMEDY =
            "give the queue a redrive policy with a dead-letter queue, or set forge.sqs.dead-letter-queue";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Queues queues;
    private final SqsQueue queue;
    private final InAir inAir;
    private final DeadLetterQueue target;
    private final Taker taker;
    private final IntakeState state;
    private final Duration hidden;
    private final Recent said = new Recent();
    private final Recent putAside = new Recent();

    /**
     * Of a queue.
     *
     * @param hidden for how long a receive hides a message
     */
    DeadLetters(
            Queues queues,
            SqsQueue queue,
            InAir inAir,
            DeadLetterQueue target,
            Taker taker,
            IntakeState state,
            Duration hidden) {
        this.queues = queues;
        this.queue = queue;
        this.inAir = inAir;
        this.target = target;
        this.taker = taker;
        this.state = state;
        this.hidden = hidden;
    }

    /**
     * Says that there is no place for them while somebody looks, and not when the first one comes.
     *
     * @return whether SQS has answered
     */
    boolean check() {
        try {
            if (target.find().isEmpty() && said.add(REMEDY)) {
                LOG.warn(
                        "{} has no dead-letter queue, so messages that cannot be taken will stay in it: {}",
                        queue,
                        REMEDY);
            }
            return true;
        } catch (SqsUnavailable | SqsRefused e) {
            if (said.add(queue.url())) {
                LOG.warn("{} has no dead-letter queue that could be found: {}", queue, e.getMessage());
            }
            return false;
        }
    }

    /** Returns once the message is gone, or is left to its queue. */
    void seeOff(Delivery delivery, Poison poison) {
        try {
            Optional<SqsQueue> place = target.find();
            if (place.isPresent()) {
                putAside(delivery, poison, place.get());
                taker.tell(delivery, poison);
                inAir.delete(delivery);
                putAside.remove(delivery.message().messageId());
            } else {
                leave(delivery, poison, "there is no dead-letter queue: " + REMEDY);
            }
        } catch (SqsUnavailable | SqsRefused e) {
            leave(delivery, poison, String.valueOf(e.getMessage()));
        }
    }

    private void putAside(Delivery delivery, Poison poison, SqsQueue place) {
        if (putAside.contains(delivery.message().messageId())) {
            return;
        }
        send(new DeadLetter(delivery, poison), place);
        putAside.add(delivery.message().messageId());
        LOG.info(
                "message {} of {} went to {}: {} ({})",
                delivery.message().messageId(),
                queue,
                place,
                poison.reason(),
                poison.code().word());
    }

    /** Which limit the queue has is not asked, since that takes a further right: what it refuses is cut, and offered again. */
    private void send(DeadLetter letter, SqsQueue place) {
        Outgoing outgoing = letter.within(LARGEST);
        while (true) {
            try {
                queues.send(place, outgoing);
                return;
            } catch (SqsRefused e) {
                outgoing = letter.within(smaller(letter, outgoing.size()).orElseThrow(() -> e));
            }
        }
    }

    /** Most dead-letter queues take as much as the queue does from which the message is. */
    private static Optional<Integer> smaller(DeadLetter letter, int size) {
        return Stream.of(Math.max(letter.sizeOfMessage(), USUAL), USUAL)
                .filter(limit -> limit < size)
                .findFirst();
    }

    private void leave(Delivery delivery, Poison poison, String why) {
        state.troubled(
                "Message " + delivery.message().messageId() + " is refused and stays in its queue: " + why + ".");
        if (said.add(delivery.message().messageId())) {
            LOG.warn(
                    "message {} of {} cannot be taken and will come again and again: {} ({}); {}",
                    delivery.message().messageId(),
                    queue,
                    poison.reason(),
                    poison.code().word(),
                    why);
        }
        try {
            inAir.leave(delivery, hidden.multipliedBy(Math.min(delivery.receives(), LATEST)));
        } catch (SqsUnavailable | SqsRefused e) {
            LOG.debug(
                    "message {} comes once it is not hidden any more",
                    delivery.message().messageId(),
                    e);
        }
    }
}
