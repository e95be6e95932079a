package dev.forge.starter.sqs;

import dev.forge.starter.sqs.Taker.Verdict.Poison;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * A message that cannot be taken, as it is put aside. Where not all of it has room (SQS takes ten attributes, and a queue as
 * many bytes as it is told to), what Forge needs goes before the body, and the body before what else its sender wrote.
 */
final class DeadLetter {
    static final String CODE = "forge-code";
    static final String REASON = "forge-reason";

    /** What had no room. */
    static final String LEFT_OUT = "forge-left-out";

    /** As many attributes as SQS lets a message have. */
    private static final int MOST_ATTRIBUTES = 10;

    private static final int LONGEST_REASON = 1000;

    /** In characters of ASCII, as names of attributes are. */
    private static final int LONGEST_NOTE = 1000;

    /** Of an attribute, in bytes: longer than anything that Forge takes as a URL or as a correlation id. */
    private static final int LONGEST_NEEDED = 1200;

    private final Delivery delivery;
    private final String group;
    private final Map<String, MessageAttributeValue> needed;
    private final Map<String, MessageAttributeValue> others;

    DeadLetter(Delivery delivery, Poison poison) {
        this.delivery = delivery;
        this.group = delivery.group().orElse(delivery.queue().name());
        this.needed = needed(delivery, poison);
        this.others = new LinkedHashMap<>(delivery.message().messageAttributes());
        this.others.keySet().removeAll(needed.keySet());
        // Of the last time that it was put aside, if somebody moved it back.
        this.others.remove(LEFT_OUT);
    }

    private static Map<String, MessageAttributeValue> needed(Delivery delivery, Poison poison) {
        Map<String, MessageAttributeValue> needed = new LinkedHashMap<>();
        needed.put(CODE, Outgoing.text(poison.code().word()));
        needed.put(REASON, Outgoing.text(shortened(poison.reason(), LONGEST_REASON)));
        Stream.of(Delivery.REPLY_TO, Delivery.CORRELATION_ID)
                .forEach(name -> delivery.attribute(name).ifPresent(text -> needed.put(name, Outgoing.text(text))));
        // Moved back, it is known as what it was.
        needed.put(Delivery.FORGE_ID, Outgoing.text(delivery.id()));
        needed.entrySet()
                .removeIf(one ->
                        Outgoing.size(one) > LONGEST_NEEDED && !one.getKey().equals(REASON));
        return needed;
    }

    /** How many bytes the message itself has, as SQS counts them. */
    int sizeOfMessage() {
        return outgoing(delivery.body(), delivery.message().messageAttributes()).size();
    }

    /**
     * As much of it as has room.
     *
     * @param limit in bytes, 16 KiB at least
     */
    Outgoing within(int limit) {
        Map<String, MessageAttributeValue> all = new LinkedHashMap<>(needed);
        all.putAll(others);
        Outgoing whole = outgoing(delivery.body(), all);
        return all.size() <= MOST_ATTRIBUTES && whole.size() <= limit ? whole : part(limit);
    }

    private Outgoing part(int limit) {
        int room = limit - outgoing("", needed).size() - LONGEST_NOTE - LEFT_OUT.length();
        String body = head(delivery.body(), room);
        room -= bytes(body).length;
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>(needed);
        List<String> left = new ArrayList<>();
        for (Map.Entry<String, MessageAttributeValue> one : others.entrySet()) {
            if (attributes.size() < MOST_ATTRIBUTES - 1 && Outgoing.size(one) <= room) {
                attributes.put(one.getKey(), one.getValue());
                room -= Outgoing.size(one);
            } else {
                left.add(one.getKey());
            }
        }
        attributes.put(LEFT_OUT, Outgoing.text(note(left, body)));
        return outgoing(body, attributes);
    }

    private String note(List<String> left, String body) {
        int whole = bytes(delivery.body()).length;
        int kept = bytes(body).length;
        Optional<String> ofBody = Optional.of("the last " + (whole - kept) + " of " + whole + " bytes of the body")
                .filter(_ -> kept < whole);
        Optional<String> attributes =
                Optional.of("the attributes " + String.join(", ", left)).filter(_ -> !left.isEmpty());
        String note = String.join(
                "; ", Stream.of(ofBody, attributes).flatMap(Optional::stream).toList());
        return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 3) + "...";
    }

    private Outgoing outgoing(String body, Map<String, MessageAttributeValue> attributes) {
        return new Outgoing(body, attributes, group, delivery.message().messageId());
    }

    /** So many bytes of a text at most, without the half of a character. */
    private static String head(String text, int most) {
        byte[] all = bytes(text);
        if (all.length <= most) {
            return text;
        }
        int end = most;
        while ((all[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
