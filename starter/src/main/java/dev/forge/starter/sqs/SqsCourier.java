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
import java.util.Optional;

/** Sends the ends of runs to queues of SQS: to those that the settings allow, since whoever may submit a run names one. */
@Singleton
final class SqsCourier implements Courier {
    private final ConfiguredSqs sqs;

    SqsCourier(ConfiguredSqs sqs) {
        this.sqs = sqs;
    }

    @Override
    public boolean serves(NotificationTarget target) {
        return sqs.at().isPresent() && target instanceof QueueReply reply && reply.broker() == Broker.SQS;
    }

    @Override
    public void deliver(Notification notification, byte[] message) throws Undelivered, Undeliverable {
        ConfiguredSqs.At at = sqs.at().orElseThrow();
        SqsQueue queue = allowed(at.settings(), notification.target().place());
        try {
            // In an ordered queue the ends of one run come in their order.
            String group = RunKey.of(notification.end().run());
            Optional<String> correlationId = notification.target().correlationId();
            at.queues().send(queue, Outgoing.reply(notification.id(), message, correlationId, group));
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
}
