package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.forge.starter.intake.Taken.Refused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Puts messages that were refused into their queue, with what is wrong with them. */
final class DeadLetters {
    static final String CODE = "forge-code";
    static final String REASON = "forge-reason";

    /** All headers together must fit into one frame, 128 KiB. */
    private static final int LONGEST_REASON = 4000;

    private final ConfirmedPublisher publisher;
    private final String queue;

    DeadLetters(ConfirmedPublisher publisher, String queue) {
        this.publisher = publisher;
        this.queue = queue;
    }

    /**
     * Returns once the broker has it.
     *
     * @throws BrokerUnavailable where it may not have it
     */
    void put(Delivery delivery, Refused refused) {
        if (!published(delivery, refused)) {
            throw new BrokerUnavailable("RabbitMQ has no queue " + queue + " any more");
        }
    }

    private boolean published(Delivery delivery, Refused refused) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put(CODE, refused.code().word());
        own.put(REASON, shortened(refused.reason()));
        try {
            return publisher.publish(queue, properties(delivery, own), delivery.body());
        } catch (IllegalArgumentException e) {
            // As the client says it of headers that fill a frame: the sender's are left out then.
            BasicProperties bare = new BasicProperties.Builder()
                    .deliveryMode(2)
                    .headers(own)
                    .messageId(delivery.properties().getMessageId())
                    .build();
            return publisher.publish(queue, bare, delivery.body());
        }
    }

    /** The sender's, less those by which the broker would do something with the message again. */
    private static BasicProperties properties(Delivery delivery, Map<String, Object> own) {
        Map<String, Object> headers = new LinkedHashMap<>(
                Optional.ofNullable(delivery.properties().getHeaders()).orElse(Map.of()));
        headers.remove("CC");
        headers.remove("BCC");
        headers.putAll(own);
        return delivery.properties()
                .builder()
                .headers(headers)
                .deliveryMode(2)
                .expiration(null)
                .userId(null)
                .build();
    }

    private static String shortened(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON - 1) + "…" : reason;
    }
}
