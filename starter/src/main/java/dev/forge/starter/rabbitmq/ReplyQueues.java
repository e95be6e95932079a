package dev.forge.starter.rabbitmq;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.intake.ReplyRule;
import java.util.Optional;

/** The queues of this broker to which answers may go: to those that the settings allow, and to none that Forge itself has. */
record ReplyQueues(RabbitSettings settings) implements ReplyRule {
    @Override
    public Optional<String> refusal(QueueReply reply) {
        return reply.broker() == NotificationTarget.Broker.RABBITMQ ? refusal(reply.queue()) : Optional.empty();
    }

    private Optional<String> refusal(String queue) {
        if (settings.isTaken(queue)) {
            return Optional.of(
                    "replies may not be sent to \"" + queue + "\", which is Forge's own: name another queue");
        }
        return settings.mayReplyTo(queue)
                ? Optional.empty()
                : Optional.of("replies may not be sent to \"" + queue
                        + "\": name another queue, or have the platform add it to forge.rabbitmq.reply-queues");
    }
}
