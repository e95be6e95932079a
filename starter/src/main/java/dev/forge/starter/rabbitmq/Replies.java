package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.Optional;

/** The properties of what is sent to whoever waits. */
final class Replies {
    private static final int PERSISTENT = 2;

    private Replies() {}

    /**
     * Of one reply.
     *
     * @param id by which a reply that arrives twice is known as one
     */
    static BasicProperties properties(String id, Optional<String> correlationId) {
        BasicProperties.Builder properties = new BasicProperties.Builder()
                .messageId(id)
                .contentType("application/json")
                .deliveryMode(PERSISTENT)
                .appId("forge");
        correlationId.ifPresent(properties::correlationId);
        return properties.build();
    }
}
