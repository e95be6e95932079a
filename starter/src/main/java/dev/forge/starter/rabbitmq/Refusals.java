package dev.forge.starter.rabbitmq;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Message;
import dev.forge.starter.intake.RefusalReply;
import dev.forge.starter.intake.Taken.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with a message that was refused what is to be done: it is kept among the dead letters, and its sender is told. */
final class Refusals {
    /** So that a broken connection, or a queue that is full for a moment, keeps no answer back. */
    private static final int TRIES = 3;

    /** No try begins later: a queue without its majority of nodes lets each wait as long as a confirmation may take. */
    private static final Duration TRIED_FOR = Duration.ofSeconds(10);

    /** Against the time that tries take, so that senders who name such a queue slow the intake down by a part at most. */
    private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final ConfirmedPublisher publisher;
    private final DeadLetters dead;
    private final Intake intake;
    private final Clock clock;
    private final UnwillingQueues unwilling;

    Refusals(ConfirmedPublisher publisher, DeadLetters dead, Intake intake, Clock clock) {
        this.publisher = publisher;
        this.dead = dead;
        this.intake = intake;
        this.clock = clock;
        this.unwilling = new UnwillingQueues(clock);
    }

    /**
     * Returns once the broker has it among the dead letters.
     *
     * @throws BrokerUnavailable where the broker may not have it
     */
    Refused keep(Delivery delivery, Refused refused) {
        dead.put(delivery, refused);
        return refused;
    }

    /** The broker did not have one among the dead letters. */
    void unkept(String why) {
        intake.state().troubled("A message is refused, and cannot be put aside yet: " + why + ".");
    }

    /**
     * Tells the sender, if it waits for an answer, and if its queue takes one: senders choose the queue, and one that is full
     * must hold up nobody else's messages.
     */
    void tell(Delivery delivery, Message message, Refused refused) throws InterruptedException {
        if (delivery.replyQueue().isPresent()) {
            tell(delivery.replyQueue().get(), delivery, intake.reply(message, refused));
        }
    }

    private void tell(String queue, Delivery delivery, RefusalReply reply) throws InterruptedException {
        Optional<String> forbidden = forbidden(queue);
        if (forbidden.isPresent()) {
            untaken(queue, forbidden.get(), Duration.ZERO);
            return;
        }
        if (unwilling.isLeftAlone(queue)) {
            intake.state().troubled(untold(queue, "it did not take another one a moment ago"));
            return;
        }
        Backoff backoff = new Backoff(clock);
        for (int tries = 1; ; tries++) {
            try {
                reply(queue, delivery, reply);
                return;
            } catch (BrokerUnavailable e) {
                if (tries == TRIES || backoff.lasts(TRIED_FOR)) {
                    untaken(queue, String.valueOf(e.getMessage()), LEFT_ALONE);
                    return;
                }
                LOG.debug("the queue \"{}\" is tried once more", queue, e);
            }
            Thread.sleep(backoff.next());
        }
    }

    /** A direct reply is no queue: it leads to the sender's own channel. */
    private Optional<String> forbidden(String queue) {
        return QueueReply.isDirect(queue)
                ? Optional.empty()
                : intake.replies().refusal(new QueueReply(NotificationTarget.Broker.RABBITMQ, queue, Optional.empty()));
    }

    private void reply(String queue, Delivery delivery, RefusalReply reply) {
        boolean routed =
                publisher.publish(queue, Replies.properties(reply.id(), delivery.correlationId()), reply.json());
        if (routed || QueueReply.isDirect(queue)) {
            unwilling.remove(queue);
        } else {
            // That is said at once, and costs nobody anything.
            untaken(queue, "the broker has no such queue", Duration.ZERO);
        }
    }

    private void untaken(String queue, String why, Duration leftAlone) {
        String untold = untold(queue, why);
        intake.state().troubled(untold);
        if (unwilling.add(queue, leftAlone)) {
            LOG.warn("{}: {}", intake.state().queue(), untold);
        }
    }

    private static String untold(String queue, String why) {
        return "A message is refused, and its sender is not told by the queue \"" + queue + "\": " + why + ".";
    }
}
