package dev.forge.starter;

import dev.forge.contract.workflow.TemporalConnection;
import io.micronaut.core.value.PropertyResolver;
import java.net.URI;
import java.nio.file.Path;

/**
 * What the starter's own program is told by Micronaut's configuration (system properties, environment variables, the
 * files of {@code micronaut.config.files}).
 *
 * @param settings {@code micronaut.server.host}, {@code micronaut.server.port}, {@code forge.temporal.ui}
 * @param temporal {@code forge.temporal.address}, {@code forge.temporal.namespace} and those of TLS and the API key
 * @param localRoot {@code forge.local.root}, where the local adapter keeps attempts and their logs
 */
record StarterConfiguration(StarterSettings settings, TemporalConnection temporal, Path localRoot) {
    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with a sentence, where something cannot be
     */
    static StarterConfiguration read(PropertyResolver properties) {
        StarterSettings settings = new StarterSettings(
                text(properties, "micronaut.server.host", StarterSettings.DEFAULT_HOST),
                port(properties),
                properties.getProperty("forge.temporal.ui", String.class).map(URI::create));
        return new StarterConfiguration(
                settings,
                new TemporalProperties(properties).read(),
                Path.of(text(properties, "forge.local.root", defaultRoot())));
    }

    private static int port(PropertyResolver properties) {
        String text = text(properties, "micronaut.server.port", Integer.toString(StarterSettings.DEFAULT_PORT));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "micronaut.server.port is \"" + text + "\": set a port from 1 to 65535, or 0 for a free one.", e);
        }
    }

    private static String text(PropertyResolver properties, String name, String otherwise) {
        return properties.getProperty(name, String.class).orElse(otherwise);
    }

    private static String defaultRoot() {
        return Path.of(System.getProperty("user.home"), ".forge").toString();
    }
}
