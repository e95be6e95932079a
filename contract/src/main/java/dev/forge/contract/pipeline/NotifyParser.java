package dev.forge.contract.pipeline;

import dev.forge.contract.notification.NotificationTarget.Webhook;
import java.util.List;
import java.util.Optional;

/** Reads the list of webhooks by itself, as the platform is given it: what a pipeline has under {@code notify}. */
public final class NotifyParser {
    private NotifyParser() {}

    /** The webhooks that a text says, JSON or YAML, or everything that is wrong with it; never throws. */
    public static Asked<List<Webhook>> parse(String text) {
        try {
            Document document = Document.read(text);
            Optional<List<Webhook>> read = new NotificationReader(document.problems()).webhooks(document.root());
            List<Problem> all = document.problems().all();
            return all.isEmpty() ? new Asked.Valid<>(read.orElseThrow()) : new Asked.Invalid<>(all);
        } catch (UnreadableText unreadable) {
            return new Asked.Invalid<>(List.of(unreadable.problem()));
        }
    }
}
