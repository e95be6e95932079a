package dev.forge.starter.intake;

import dev.forge.contract.notification.NotificationTarget.QueueReply;
import java.util.Optional;
import java.util.UUID;

/** One message, as a broker has delivered it. */
public final class Message {
    /** What stands in a text for bytes that were no UTF-8. */
    private static final String UNREADABLE = "\uFFFD";

    private final byte[] body;
    private final Optional<String> id;
    private final Optional<String> correlationId;
    private final Optional<QueueReply> replyTo;
    private final String delivery = UUID.randomUUID().toString();

    /**
     * A message.
     *
     * @param body UTF-8 JSON, as it should be; at most 1 MiB of it is read
     * @param id by which a message that is delivered twice is known as one; blank is none
     * @param correlationId what comes back with the answer, unless the body says so itself, wherever that goes
     * @param replyTo whom the run's end is told, unless the body says so itself
     */
    public Message(byte[] body, Optional<String> id, Optional<String> correlationId, Optional<QueueReply> replyTo) {
        this.body = body;
        this.id = id.filter(text -> !text.isBlank());
        this.correlationId = correlationId;
        this.replyTo = replyTo;
    }

    /** One whose sender waits for nothing. */
    public Message(byte[] body, Optional<String> id) {
        this(body, id, Optional.empty(), Optional.empty());
    }

    byte[] body() {
        return body;
    }

    Optional<String> id() {
        return id;
    }

    /** Whether its id was not read as it was written: then that of another message may read the same. */
    boolean hasUnreadableId() {
        return id.filter(text -> text.contains(UNREADABLE)).isPresent();
    }

    /** By which a further try to take this delivery is known: the message's id, and where it has none, one that is drawn. */
    String known() {
        return id.orElse(delivery);
    }

    Optional<String> correlationId() {
        return correlationId;
    }

    Optional<QueueReply> replyTo() {
        return replyTo;
    }
}
