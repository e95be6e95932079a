package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import java.util.List;

/** Writes who is told of a run's end, as {@link NotificationReader} reads it. */
final class NotificationWriter {
    private NotificationWriter() {}

    static void write(List<Webhook> webhooks, ObjectNode tree) {
        if (!webhooks.isEmpty()) {
            ArrayNode list = tree.putArray("notify");
            webhooks.forEach(webhook -> write(webhook, list.addObject()));
        }
    }

    private static void write(Webhook webhook, ObjectNode map) {
        map.put("webhook", webhook.url());
        map.putObject("secret")
                .put("secret", webhook.secret().secret())
                .put("key", webhook.secret().key());
        if (!webhook.on().equals(List.of(Ending.values()))) {
            PipelineWriter.texts("on", webhook.on().stream().map(Enum::name).toList(), map);
        }
    }

    static void write(QueueReply reply, ObjectNode tree) {
        ObjectNode map = tree.putObject("replyTo").put(reply.broker().word(), reply.queue());
        reply.correlationId().ifPresent(id -> map.put("correlationId", id));
    }
}
