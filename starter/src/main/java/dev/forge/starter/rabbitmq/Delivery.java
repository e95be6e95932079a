package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
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

    Message message() {
        return new Message(body, Optional.ofNullable(properties.getMessageId()));
    }
}
