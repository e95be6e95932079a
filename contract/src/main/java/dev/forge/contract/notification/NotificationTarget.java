package dev.forge.contract.notification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is told that a run has ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "target")
@JsonSubTypes({
    @JsonSubTypes.Type(value = NotificationTarget.Webhook.class, name = "WEBHOOK"),
    @JsonSubTypes.Type(value = NotificationTarget.QueueReply.class, name = "QUEUE_REPLY")
})
public sealed interface NotificationTarget {
    /** Whether a run that ended so is told. */
    boolean wants(Ending ending);

    /** What kind of courier brings it, in a word: {@code webhook}, {@code rabbitmq} or {@code sqs}. */
    String kind();

    /** Where it goes, as anybody may see it: without a URL's query, which may hold a key. */
    String place();

    /** What the receiver asked to have back, that it knows to what this is the answer. */
    Optional<String> correlationId();

    /**
     * A URL to which the message is posted.
     *
     * @param url {@code https://…}, or {@code http://…} where the platform allows that
     * @param secret by which the message is signed
     * @param on the ends that are told, in the order of {@link Ending}
     */
    record Webhook(String url, SecretReference secret, List<Ending> on) implements NotificationTarget {
        public Webhook {
            on = on.stream().distinct().sorted().toList();
        }

        /** One that is told of every end. */
        public Webhook(String url, SecretReference secret) {
            this(url, secret, List.of(Ending.values()));
        }

        @Override
        public boolean wants(Ending ending) {
            return on.contains(ending);
        }

        @Override
        public String kind() {
            return "webhook";
        }

        @Override
        public String place() {
            return url.replaceFirst("[?#].*", "");
        }

        @Override
        public Optional<String> correlationId() {
            return Optional.empty();
        }
    }

    /**
     * A queue that somebody waits at for the answer.
     *
     * @param queue its name; of SQS its URL
     */
    record QueueReply(Broker broker, String queue, Optional<String> correlationId) implements NotificationTarget {
        /** As RabbitMQ calls what looks like a queue and is a sender's channel; an address of one begins with it. */
        public static final String DIRECT = "amq.rabbitmq.reply-to";

        /**
         * Whether a queue of RabbitMQ is none: what is sent there is lost once its sender's channel is gone, and whether it
         * arrived the broker does not say (before 4.2 it returns, as one that has no queue, also what it has handed over).
         */
        public static boolean isDirect(String queue) {
            return queue.startsWith(DIRECT);
        }

        @Override
        public boolean wants(Ending ending) {
            return true;
        }

        @Override
        public String kind() {
            return broker.word();
        }

        @Override
        public String place() {
            return queue;
        }
    }

    /** Where queues are. */
    enum Broker {
        RABBITMQ,
        SQS;

        /** As an author writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
