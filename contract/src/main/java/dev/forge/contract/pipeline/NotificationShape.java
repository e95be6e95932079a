package dev.forge.contract.pipeline;

import dev.forge.contract.notification.Ending;
import dev.forge.contract.pipeline.Shape.Field;
import dev.forge.contract.pipeline.Shape.Form;
import dev.forge.contract.pipeline.Shape.Instead;
import dev.forge.contract.pipeline.Shape.ListOf;
import dev.forge.contract.pipeline.Shape.Text;
import java.util.List;
import java.util.Map;

/** The fields that say who is told of a run's end. */
final class NotificationShape {
    /** A message to each for every run: whoever has more to tell lets one receiver pass it on. */
    static final int MOST_WEBHOOKS = 10;

    /** What browsers and proxies take at least; in chars. */
    static final int LONGEST_URL = 2_048;

    /** Of TCP. */
    static final int HIGHEST_PORT = 65_535;

    /** What AMQP takes for a name and for a correlation id; in bytes of UTF-8. */
    static final int LONGEST_NAME = 255;

    /** No user and password, which would stand in every history; no fragment, which is not sent. */
    static final String URL = "^https?://[^\\s/?#@]+([/?][^\\s#]*)?$";

    static final Form WEBHOOK = new Form(
            "webhook",
            List.of(
                    Field.required("webhook", new Text(URL), "The URL to which the message is posted.")
                            .example("https://example.com/forge"),
                    Field.required(
                                    "secret",
                                    PipelineShape.SECRET,
                                    "The key of a Secret by which the message is signed.")
                            .example(PipelineShape.example("secret", "forge-webhook", "key", "signing")),
                    Field.optional(
                                    "on",
                                    new ListOf(
                                            new Shape.Choice(Ending.words()),
                                            1,
                                            Ending.words().size()),
                                    "The ends that are told; all if left out.")
                            .example(List.of("FAILED"))));

    static final ListOf NOTIFY = new ListOf(WEBHOOK, 1, MOST_WEBHOOKS);

    static final Form REPLY_TO = new Form(
                    "replyTo",
                    List.of(
                            Field.optional(
                                            "rabbitmq",
                                            new Text("^[\\s\\S]{1,255}$"),
                                            "The name of a queue of RabbitMQ.")
                                    .example("forge-replies"),
                            Field.optional("sqs", new Text(URL), "The URL of a queue of SQS.")
                                    .example("https://sqs.eu-central-1.amazonaws.com/123456789012/forge-replies"),
                            Field.optional(
                                            "correlationId",
                                            new Shape.Literal(),
                                            "What the reply carries back, that its receiver knows what it answers.")
                                    .example("order-17")))
            .withInstead(new Instead("rabbitmq", List.of("sqs"), List.of("rabbitmq")));

    /** What users of other tools write, and what is to be done instead. */
    static final Map<String, String> FOREIGN_WEBHOOK = Map.of(
            "url", "write webhook",
            "uri", "write webhook",
            "endpoint", "write webhook",
            "when", "write on: [FAILED]",
            "events", "write on: [FAILED]",
            "states", "write on: [FAILED]",
            "token", "write secret: {secret: …, key: …}",
            "headers", "remove it: the message is signed by secret, which its receiver can check",
            "email", "let a webhook send it",
            "slack", "write webhook, and let its receiver put the message into the words of Slack");

    static final Map<String, String> FOREIGN_REPLY_TO = Map.of(
            "queue", "write rabbitmq or sqs",
            "url", "write sqs",
            "id", "write correlationId",
            "correlation_id", "write correlationId",
            "webhook", "write notify in the pipeline: [{webhook: …, secret: {…}}]");

    private NotificationShape() {}
}
