package dev.forge.starter.sqs;

import dev.forge.starter.SqsQueue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A message as it was received from a queue, which hides it from others until it is deleted or its time is up. */
record Delivery(SqsQueue queue, Message message) {
    /** What tells a message that is sent again from another one. */
    static final String FORGE_ID = "forge-id";

    /** The URL of the queue at which its sender waits for the answer. */
    static final String REPLY_TO = "reply-to";

    /** What the sender wants to have back with it. */
    static final String CORRELATION_ID = "correlation-id";

    /**
     * The same for each delivery of one message: what the sender calls it in {@value #FORGE_ID}; else, in an ordered queue,
     * its group and the deduplication id that the sender chose; else SQS's own id, which a message that is sent again has
     * not.
     */
    String id() {
        return attribute(FORGE_ID)
                .or(() -> deduplicationId().filter(id -> !isOfContent(id)).map(this::inItsGroup))
                .orElseGet(message::messageId);
    }

    /** A queue may tell messages apart in each group by itself. SQS has a space neither in a group's name nor in such an id. */
    private String inItsGroup(String deduplicationId) {
        return group().map(group -> group + " " + deduplicationId).orElse(deduplicationId);
    }

    String body() {
        return message.body();
    }

    /** A message attribute that is a text or a number. */
    Optional<String> attribute(String name) {
        return Optional.ofNullable(message.messageAttributes().get(name))
                .map(MessageAttributeValue::stringValue)
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    /** Of an ordered queue: messages of a group come one after the other. */
    Optional<String> group() {
        return system(MessageSystemAttributeName.MESSAGE_GROUP_ID);
    }

    /** How often it was received, as far as SQS knows. */
    int receives() {
        return system(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT)
                .filter(count -> count.matches("\\d{1,9}"))
                .map(Integer::valueOf)
                .orElse(1);
    }

    private Optional<String> deduplicationId() {
        return system(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID);
    }

    private Optional<String> system(MessageSystemAttributeName name) {
        return Optional.ofNullable(message.attributes().get(name));
    }

    /**
     * Whether SQS made the id of the body, since the sender gave none: then two messages of one body that are more than five
     * minutes apart are two to SQS, and to us.
     */
    private boolean isOfContent(String id) {
        try {
            byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
            return id.equalsIgnoreCase(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
