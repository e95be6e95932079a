package dev.forge.starter.sqs;

import dev.forge.starter.SqsQueue;
import dev.forge.starter.sqs.Taker.Verdict.Poison;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Sees the messages of one queue off that cannot be taken: at once, and with the reason. Where there is no place for them, they stay. */
final class DeadLetters {
    static final String CODE = "forge-code";
    static final String REASON = "forge-reason";

    /** As many attributes as SQS lets a message have. */
    private static final int MOST_ATTRIBUTES = 10;

    private static final int LONGEST_REASON = 1000;

    /** A message that nobody can take is not looked at all the time. */
    private static final Duration LEFT_FOR = Duration.ofMinutes(15);

    /** Of more messages than these, some may be told of twice. */
    private static final int TOLD = 10_000;

    private static final String REMEDY =
            "give the queue a redrive policy with a dead-letter queue, or set forge.sqs.dead-letter-queue";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final Queues queues;
    private final SqsQueue queue;
    private final DeadLetterQueue target;
    private final SequencedSet<String> told = new LinkedHashSet<>();

    DeadLetters(Queues queues, SqsQueue queue, DeadLetterQueue target) {
        this.queues = queues;
        this.queue = queue;
        this.target = target;
    }

    /** Says that there is no place for them while somebody looks, and not when the first one comes. */
    void check() {
        if (target.find().isEmpty()) {
            LOG.warn(
                    "{} has no dead-letter queue, so messages that cannot be taken will stay in it: {}", queue, REMEDY);
        }
    }

    /** Whether it has left its queue. */
    boolean put(Delivery delivery, Poison poison) {
        Optional<SqsQueue> place = target.find();
        place.ifPresentOrElse(dead -> move(delivery, poison, dead), () -> leave(delivery, poison));
        return place.isPresent();
    }

    private void move(Delivery delivery, Poison poison, SqsQueue place) {
        queues.send(
                place,
                new Outgoing(
                        delivery.body(),
                        attributes(delivery, poison),
                        delivery.group().orElse(queue.name()),
                        delivery.message().messageId()));
        queues.delete(delivery);
        LOG.info(
                "message {} of {} went to {}: {} ({})",
                delivery.message().messageId(),
                queue,
                place,
                poison.reason(),
                poison.code().word());
    }

    private void leave(Delivery delivery, Poison poison) {
        if (isNew(delivery.message().messageId())) {
            LOG.warn(
                    "message {} of {} cannot be taken and will come again and again: {} ({}); {}",
                    delivery.message().messageId(),
                    queue,
                    poison.reason(),
                    poison.code().word(),
                    REMEDY);
        }
        queues.hide(queue, List.of(delivery), LEFT_FOR);
    }

    private synchronized boolean isNew(String messageId) {
        if (told.size() >= TOLD) {
            told.removeFirst();
        }
        return told.add(messageId);
    }

    /** Its own as far as there is room for them. */
    private static Map<String, MessageAttributeValue> attributes(Delivery delivery, Poison poison) {
        Map<String, MessageAttributeValue> all = new LinkedHashMap<>();
        all.put(CODE, Outgoing.text(poison.code().word()));
        all.put(REASON, Outgoing.text(cut(poison.reason())));
        delivery.message().messageAttributes().forEach((name, value) -> {
            if (all.size() < MOST_ATTRIBUTES) {
                all.putIfAbsent(name, value);
            }
        });
        return all;
    }

    private static String cut(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON - 1) + "…";
    }
}
