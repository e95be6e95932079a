package dev.forge.contract.pipeline;

import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.notification.SecretReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads who is told of a run's end. */
final class NotificationReader {
    private static final Pattern URL = Pattern.compile(NotificationShape.URL);

    private final Problems problems;
    private final Scalars scalars;

    NotificationReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    /** {@code notify}. */
    Optional<List<Webhook>> webhooks(Node node) {
        return scalars.list(
                        node,
                        Optional::of,
                        "write a list: notify: [{webhook: \"https://…\", secret: {secret: …, key: …}}]")
                .filter(items -> fits(node, items.size()))
                .map(items ->
                        items.stream().flatMap(item -> webhook(item).stream()).toList());
    }

    private boolean fits(Node node, int size) {
        if (size == 0) {
            problems.add(node, "the list of those who are told is empty", "add a webhook, or remove the field");
        } else if (size > NotificationShape.MOST_WEBHOOKS) {
            problems.add(
                    node,
                    "there are " + size + " webhooks; " + NotificationShape.MOST_WEBHOOKS + " is the most",
                    "let one receiver pass the message on");
        }
        return size <= NotificationShape.MOST_WEBHOOKS;
    }

    private Optional<Webhook> webhook(Node node) {
        return FieldValues.read(node, NotificationShape.WEBHOOK, problems).flatMap(fields -> {
            Optional<String> url = fields.get("webhook", this::url);
            Optional<SecretReference> secret = fields.get("secret", new SecretReader(problems)::secret);
            List<Ending> on = fields.get("on", this::endings).orElse(List.of(Ending.values()));
            return url.flatMap(it -> secret.map(key -> new Webhook(it, key, on)));
        });
    }

    private Optional<List<Ending>> endings(Node node) {
        return scalars.list(node, this::ending).filter(endings -> {
            if (node instanceof Node.Items list && list.items().isEmpty()) {
                problems.add(node, "on names no end of a run", "remove it: then all are told");
            }
            return !endings.isEmpty();
        });
    }

    private Optional<Ending> ending(Node node) {
        return scalars.fixed(node)
                .flatMap(word -> Ending.of(word)
                        .or(() -> scalars.refuse(
                                node, "on cannot be " + Quote.of(word), Spelling.suggestion(word, Ending.words()))));
    }

    private Optional<String> url(Node node) {
        return scalars.fixed(node, NotificationReader::urlComplaint);
    }

    private static Optional<Complaint> urlComplaint(String url) {
        if (url.length() > NotificationShape.LONGEST_URL) {
            return Optional.of(new Complaint(
                    "the URL is longer than " + NotificationShape.LONGEST_URL + " characters", "write a shorter one"));
        }
        if (url.matches("[a-z]+://[^/?#]*@.*")) {
            return Optional.of(new Complaint(
                    "the URL holds a user or password, which would stand in every run's history",
                    "remove it: the receiver knows Forge by the signature"));
        }
        return withHost(url)
                .map(NotificationReader::portComplaint)
                .orElseGet(() -> Optional.of(new Complaint(
                        "no message can be sent to " + Quote.of(url),
                        "write a URL such as https://example.com/forge")));
    }

    private static Optional<URI> withHost(String url) {
        try {
            return Optional.of(new URI(url)).filter(it -> URL.matcher(url).matches() && it.getHost() != null);
        } catch (URISyntaxException e) {
            // The author is told what a URL looks like.
            return Optional.empty();
        }
    }

    private static Optional<Complaint> portComplaint(URI url) {
        return url.getPort() <= NotificationShape.HIGHEST_PORT
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "there is no port " + url.getPort(),
                        "write a port from 0 to " + NotificationShape.HIGHEST_PORT + ", or none"));
    }

    /** {@code replyTo}. */
    Optional<QueueReply> replyTo(Node node) {
        return FieldValues.read(node, NotificationShape.REPLY_TO, problems).flatMap(fields -> {
            Optional<String> correlationId = fields.get("correlationId", this::shortText);
            Optional<QueueReply> rabbitmq = fields.get("rabbitmq", this::queueName)
                    .map(queue -> new QueueReply(Broker.RABBITMQ, queue, correlationId));
            return fields.get("sqs", this::url)
                    .map(queue -> new QueueReply(Broker.SQS, queue, correlationId))
                    .or(() -> rabbitmq);
        });
    }

    private Optional<String> queueName(Node node) {
        return shortText(node)
                .flatMap(name -> QueueReply.isDirect(name)
                        ? scalars.refuse(
                                node,
                                "a direct reply (" + QueueReply.DIRECT + ") ends with its sender's channel, and a run"
                                        + " may outlive it",
                                "declare a queue, and name that")
                        : Optional.of(name));
    }

    /** In which nothing is an expression: it is handed back as it is. */
    private Optional<String> shortText(Node node) {
        return scalars.plain(node).flatMap(text -> {
            if (text.isBlank()) {
                return scalars.refuse(node, node.label() + " is empty", "write a name, or remove the field");
            }
            return text.getBytes(StandardCharsets.UTF_8).length > NotificationShape.LONGEST_NAME
                    ? scalars.refuse(
                            node,
                            node.label() + " is longer than " + NotificationShape.LONGEST_NAME + " bytes",
                            "write a shorter one")
                    : Optional.of(text);
        });
    }
}
