package dev.forge.starter;

import io.micronaut.core.value.PropertyResolver;
import java.net.URI;
import java.util.Optional;

/** {@code forge.sqs.…}: the queues of SQS. */
final class SqsProperties {
    private static final String ROOT = "forge.sqs.";

    private final PropertyResolver properties;

    SqsProperties(PropertyResolver properties) {
        this.properties = properties;
    }

    /** Empty where no queue is named. */
    Optional<SqsSettings> read() {
        SqsSettings settings = new SqsSettings(
                queue("requests-queue"),
                queue("responses-queue"),
                queue("bucket-events-queue"),
                queue("dead-letter-queue"),
                GivenProperty.list(properties, ROOT + "reply-queues"),
                text("endpoint").map(SqsProperties::endpoint),
                text("region"),
                text("messages-in-air").map(SqsProperties::number).orElse(SqsSettings.DEFAULT_MESSAGES_IN_AIR));
        return settings.isUsed() ? Optional.of(settings) : Optional.empty();
    }

    private Optional<SqsQueue> queue(String name) {
        return text(name)
                .map(url -> SqsQueue.parse(url)
                        .orElseThrow(() -> new IllegalArgumentException(ROOT + name + " is \"" + url
                                + "\": write the URL of a queue, such as"
                                + " https://sqs.eu-west-1.amazonaws.com/123456789012/forge-requests.")));
    }

    private static URI endpoint(String text) {
        if (!text.matches("https?://[^\\s/]+/?")) {
            throw new IllegalArgumentException(
                    ROOT + "endpoint is \"" + text + "\": write a URL such as http://elasticmq.queues:9324.");
        }
        return URI.create(text);
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    ROOT + "messages-in-air is \"" + text + "\": write a whole number, 1 or more.", e);
        }
    }

    private Optional<String> text(String name) {
        return GivenProperty.text(properties, ROOT + name);
    }
}
