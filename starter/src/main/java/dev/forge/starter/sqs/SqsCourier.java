package dev.forge.starter.sqs;

import dev.forge.contract.RunKey;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.workflow.Notification;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.SqsSettings;
import dev.forge.starter.notification.Courier;
import dev.forge.starter.notification.Undeliverable;
import dev.forge.starter.notification.Undelivered;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Sends the ends of runs to queues of SQS: to those that the settings allow, since whoever may submit a run names one. */
@Singleton
final class SqsCourier implements Courier {
    static final String CORRELATION_ID = "correlationId";

    private final ConfiguredSqs sqs;

    SqsCourier(ConfiguredSqs sqs) {
        this.sqs = sqs;
    }

    @Override
    public boolean serves(NotificationTarget target) {
        return sqs.at().isPresent() && target instanceof QueueReply(Broker broker, _, _) && broker == Broker.SQS;
    }

    @Override
    public void deliver(Notification notification, byte[] message) throws Undelivered, Undeliverable {
        ConfiguredSqs.At at = sqs.at().orElseThrow();
        SqsQueue queue = allowed(at.settings(), notification.target().place());
        try {
            at.queues().send(queue, outgoing(notification, message));
        } catch (SqsUnavailable e) {
            throw new Undelivered(String.valueOf(e.getMessage()));
        } catch (SqsRefused e) {
            throw new Undeliverable(e.getMessage() + ": name a queue that is there and takes the message");
        }
    }

    private static SqsQueue allowed(SqsSettings settings, String url) throws Undeliverable {
        SqsQueue queue = SqsQueue.parse(url)
                .orElseThrow(() -> new Undeliverable("\"" + url + "\" is no URL of a queue: write one such as"
                        + " https://sqs.eu-west-1.amazonaws.com/123456789012/replies"));
        if (!settings.mayReplyTo(queue)) {
            throw new Undeliverable("replies may not be sent to " + queue
                    + ": name another queue, or have the platform add it to forge.sqs.reply-queues");
        }
        return queue;
    }

    /** In an ordered queue the ends of one run come in their order. */
    private static Outgoing outgoing(Notification notification, byte[] message) {
        Map<String, MessageAttributeValue> attributes = new LinkedHashMap<>();
        attributes.put(Delivery.FORGE_ID, Outgoing.text(notification.id()));
        notification.target().correlationId().ifPresent(id -> attributes.put(CORRELATION_ID, Outgoing.text(id)));
        return new Outgoing(
                new String(message, StandardCharsets.UTF_8),
                attributes,
                RunKey.of(notification.end().run()),
                notification.id());
    }
}
