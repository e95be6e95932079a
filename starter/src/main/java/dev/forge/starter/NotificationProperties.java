package dev.forge.starter;

import dev.forge.starter.guard.HostRules;
import io.micronaut.core.value.PropertyResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code forge.notify.secrets} and {@code forge.notify.hosts}. */
final class NotificationProperties {
    private static final String SECRETS = "forge.notify.secrets";

    private final PropertyResolver properties;

    NotificationProperties(PropertyResolver properties) {
        this.properties = properties;
    }

    /** What is not said is as it is usually. */
    NotificationSettings over(NotificationSettings usual) {
        Optional<Path> secrets = text(SECRETS).map(Path::of);
        secrets.filter(folder -> !Files.isDirectory(folder)).ifPresent(folder -> {
            throw new IllegalArgumentException(SECRETS + " is \"" + folder + "\": name a folder that is there.");
        });
        return new NotificationSettings(
                secrets.or(usual::secrets),
                text("forge.notify.hosts").map(HostRules::parse).orElse(usual.hosts()));
    }

    private Optional<String> text(String name) {
        return GivenProperty.text(properties, name);
    }
}
