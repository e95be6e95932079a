package dev.forge.starter;

import io.micronaut.core.value.PropertyResolver;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code forge.rabbitmq.…}. */
final class RabbitProperties {
    private static final String ROOT = "forge.rabbitmq.";

    private final PropertyResolver properties;

    RabbitProperties(PropertyResolver properties) {
        this.properties = properties;
    }

    /** Empty where no URI is set. */
    Optional<RabbitSettings> read() {
        return text("uri")
                .map(uri -> new RabbitSettings(
                        uri(uri),
                        password(),
                        text("requests-queue").orElse(RabbitSettings.DEFAULT_REQUESTS),
                        text("responses-queue").orElse(RabbitSettings.DEFAULT_RESPONSES),
                        GivenProperty.list(properties, ROOT + "reply-queues"),
                        prefetch(),
                        text("ca-file").map(Path::of)));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Neither the text nor the cause, which quotes it: it may hold a password.
            throw new IllegalArgumentException(
                    ROOT + "uri is no URI at its character " + (e.getIndex() + 1)
                            + ": write amqp://user@host:5672/vhost, with what is special in a password percent-encoded.",
                    null);
        }
    }

    private Optional<String> password() {
        Optional<Path> file = text("password-file").map(Path::of);
        if (file.isPresent() && text("password").isPresent()) {
            throw new IllegalArgumentException(
                    ROOT + "password and " + ROOT + "password-file are both set: keep one of them.");
        }
        return file.map(RabbitProperties::inFile).or(() -> text("password"));
    }

    private static String inFile(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    ROOT + "password-file is \"" + file + "\": name a file that is there and may be read.", e);
        }
    }

    private int prefetch() {
        String text = text("prefetch").orElse(Integer.toString(RabbitSettings.DEFAULT_PREFETCH));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    ROOT + "prefetch is \"" + text + "\": write a whole number, such as 50.", e);
        }
    }

    private Optional<String> text(String name) {
        return GivenProperty.text(properties, ROOT + name);
    }
}
