package dev.forge.starter.sqs;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message to be sent.
 *
 * @param attributes ten at most, as SQS takes them
 * @param group for an ordered queue: what it comes in line with
 * @param deduplicationId for an ordered queue: for five minutes a second one with this id is dropped
 */
record Outgoing(String body, Map<String, MessageAttributeValue> attributes, String group, String deduplicationId) {
    static final String CORRELATION_ID = "correlationId";

    /** All but the characters of XML 1.0, as SQS has it for bodies and values. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("[^\\x09\\x0a\\x0d\\x20-\\x{d7ff}\\x{e000}-\\x{fffd}\\x{10000}-\\x{10ffff}]");

    Outgoing {
        attributes = Map.copyOf(attributes);
    }

    /**
     * The answer to somebody who waits.
     *
     * @param id the same however often it is sent
     * @param json in UTF-8
     * @param correlationId what the receiver wants to have back
     */
    static Outgoing reply(String id, byte[] json, Optional<String> correlationId, String group) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        attributes.put(Delivery.FORGE_ID, text(id));
        correlationId.ifPresent(known -> attributes.put(CORRELATION_ID, text(known)));
        return new Outgoing(escaped(new String(json, StandardCharsets.UTF_8)), attributes, group, id);
    }

    /** The same JSON: what is forbidden stands in its texts alone, and each such character is one UTF-16 unit. */
    private static String escaped(String json) {
        return FORBIDDEN
                .matcher(json)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "\\u%04x".formatted((int) found.group().charAt(0))));
    }

    /** In bytes, as SQS counts them: the body, and of each attribute name, type and value. */
    int size() {
        return bytes(body)
                + attributes.entrySet().stream().mapToInt(Outgoing::size).sum();
    }

    static int size(Map.Entry<String, MessageAttributeValue> attribute) {
        MessageAttributeValue value = attribute.getValue();
        return bytes(attribute.getKey())
                + bytes(value.dataType())
                + Optional.ofNullable(value.stringValue()).map(Outgoing::bytes).orElse(0)
                + Optional.ofNullable(value.binaryValue())
                        .map(binary -> binary.asByteArrayUnsafe().length)
                        .orElse(0);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The value of an attribute; what SQS lets stand in no text stands as a question mark. */
    static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(FORBIDDEN.matcher(value).replaceAll("?"))
                .build();
    }
}
