package dev.forge.starter.rabbitmq;

import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Message;
import dev.forge.starter.intake.RefusalReply;
import dev.forge.starter.intake.Taken.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does with a message that was refused what is to be done: it is kept among the dead letters, and its sender is told. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private final ConfirmedPublisher publisher;
    private final DeadLetters dead;
    private final Intake intake;

    Refusals(ConfirmedPublisher publisher, DeadLetters dead, Intake intake) {
        this.publisher = publisher;
        this.dead = dead;
        this.intake = intake;
    }

    /**
     * Returns once the broker has both. Where it throws and is called again, both may be there twice.
     *
     * @throws BrokerUnavailable where the broker may not have it
     */
    Refused tell(Delivery delivery, Message message, Refused refused) {
        dead.put(delivery, refused);
        delivery.replyQueue().ifPresent(queue -> reply(queue, delivery, intake.reply(message, refused)));
        return refused;
    }

    private void reply(String queue, Delivery delivery, RefusalReply reply) {
        boolean routed =
                publisher.publish(queue, Replies.properties(reply.id(), delivery.correlationId()), reply.json());
        if (!routed && !QueueReply.isDirect(queue)) {
            LOG.warn(
                    "a message of {} was refused, and its sender's queue \"{}\" is not there to say so",
                    intake.state().queue(),
                    queue);
        }
    }
}
