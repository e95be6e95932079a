package dev.forge.starter;

import dev.forge.archive.records.ArchiveSettings;
import dev.forge.contract.workflow.TemporalConnection;
import io.micronaut.core.value.PropertyResolver;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the starter's own program is told by Micronaut's configuration (system properties, environment variables, the
 * files of {@code micronaut.config.files}).
 *
 * @param settings {@code micronaut.server.host}, {@code micronaut.server.port}, {@code forge.temporal.ui}, and
 *     {@link StarterProperties}
 * @param temporal {@code forge.temporal.address}, {@code forge.temporal.namespace} and those of TLS and the API key
 * @param logs {@code forge.logs.bucket} and its siblings: where a worker on Kubernetes keeps logs; empty: they are local
 * @param recipes {@code forge.recipes.bucket} and its siblings: where originals of recipes lie; empty: nowhere
 * @param watched {@code forge.watches.endpoint} and {@code forge.watches.region}: the object store whose buckets are watched
 * @param archive {@code forge.archive.url} and its siblings; empty: there is none
 * @param localRoot {@code forge.local.root}, where the local adapter keeps attempts and their logs
 */
record StarterConfiguration(
        StarterSettings settings,
        TemporalConnection temporal,
        Optional<Bucket> logs,
        Optional<Bucket> recipes,
        Store watched,
        Optional<ArchiveSettings> archive,
        Path localRoot) {
    /**
     * A place in an object store; its credentials are those of the AWS SDK's default chain.
     *
     * @param endpoint empty: Amazon's own
     */
    record Bucket(String bucket, String prefix, Optional<URI> endpoint, Optional<String> region) {}

    /**
     * An object store; its credentials are those of the AWS SDK's default chain.
     *
     * @param endpoint empty: Amazon's own
     */
    record Store(Optional<URI> endpoint, Optional<String> region) {}

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException with a sentence, where something cannot be
     */
    static StarterConfiguration read(PropertyResolver properties) {
        StarterSettings listening = new StarterSettings(
                text(properties, "micronaut.server.host", StarterSettings.DEFAULT_HOST),
                port(properties),
                properties.getProperty("forge.temporal.ui", String.class).map(URI::create));
        return new StarterConfiguration(
                new StarterProperties(properties).over(listening),
                new TemporalProperties(properties).read(),
                logs(properties),
                recipes(properties),
                watched(properties),
                new ArchiveProperties(properties).read(),
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

    private static Optional<Bucket> logs(PropertyResolver properties) {
        return GivenProperty.text(properties, "forge.logs.bucket")
                .map(bucket -> new Bucket(
                        bucket,
                        GivenProperty.text(properties, "forge.logs.prefix").orElse(""),
                        url(properties, "forge.logs.endpoint"),
                        GivenProperty.text(properties, "forge.logs.region")));
    }

    /** In the object store of the logs, unless it says otherwise. */
    private static Optional<Bucket> recipes(PropertyResolver properties) {
        return GivenProperty.text(properties, "forge.recipes.bucket")
                .map(bucket -> new Bucket(
                        bucket,
                        folder(properties, "forge.recipes.prefix"),
                        url(properties, "forge.recipes.endpoint").or(() -> url(properties, "forge.logs.endpoint")),
                        GivenProperty.text(properties, "forge.recipes.region")
                                .or(() -> GivenProperty.text(properties, "forge.logs.region"))));
    }

    private static Store watched(PropertyResolver properties) {
        return new Store(
                url(properties, "forge.watches.endpoint"), GivenProperty.text(properties, "forge.watches.region"));
    }

    private static String folder(PropertyResolver properties, String name) {
        String prefix = GivenProperty.text(properties, name).orElse("");
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException(name + " is \"" + prefix + "\": let it end in a slash.");
        }
        return prefix;
    }

    private static Optional<URI> url(PropertyResolver properties, String name) {
        return GivenProperty.text(properties, name).map(text -> {
            if (!text.matches("https?://[^\\s/]+.*")) {
                throw new IllegalArgumentException(
                        name + " is \"" + text + "\": write a URL such as http://minio.storage:9000.");
            }
            return URI.create(text);
        });
    }

    private static String text(PropertyResolver properties, String name, String otherwise) {
        return properties.getProperty(name, String.class).orElse(otherwise);
    }

    private static String defaultRoot() {
        return Path.of(System.getProperty("user.home"), ".forge").toString();
    }
}
