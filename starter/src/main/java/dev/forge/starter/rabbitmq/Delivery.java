package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.starter.intake.Message;
import java.util.Optional;

/** A message as the broker has delivered it. */
final class Delivery {
    private final long tag;
    private final BasicProperties properties;
    private final byte[] body;

    /**
     * A delivery.
     *
     * @param tag by which it is acknowledged on its channel
     */
    Delivery(long tag, BasicProperties properties, byte[] body) {
        this.tag = tag;
        this.properties = properties;
        this.body = body;
    }

    long tag() {
        return tag;
    }

    BasicProperties properties() {
        return properties;
    }

    byte[] body() {
        return body;
    }

    /** Where the sender waits for an answer, if it says so. */
    Optional<String> replyQueue() {
        return Optional.ofNullable(properties.getReplyTo()).filter(queue -> !queue.isBlank());
    }

    /** By which the sender knows an answer: as usual, its correlation id, or else the message's own. */
    Optional<String> correlationId() {
        return Optional.ofNullable(properties.getCorrelationId())
                .filter(text -> !text.isBlank())
                .or(() -> Optional.ofNullable(properties.getMessageId()))
                .filter(text -> !text.isBlank());
    }

    /**
     * As it is taken.
     *
     * @param responses where the outcome goes of a request that names no queue
     */
    Message message(String responses) {
        QueueReply reply = new QueueReply(Broker.RABBITMQ, replyQueue().orElse(responses), Optional.empty());
        return new Message(body, Optional.ofNullable(properties.getMessageId()), correlationId(), Optional.of(reply));
    }
}
