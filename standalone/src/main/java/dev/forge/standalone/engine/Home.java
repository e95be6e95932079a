package dev.forge.standalone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder that holds all that an engine keeps: {@code FORGE_HOME}, by default {@code ~/.forge}. */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** The home that the environment names. */
    public static Home of(Map<String, String> environment) {
        String named = environment.getOrDefault("FORGE_HOME", "");
        // HOME before the property, which names the account's folder whatever HOME says.
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return new Home(named.isBlank() ? Path.of(home, ".forge") : Path.of(named));
    }

    /** The same home, with its folders made. */
    public Home created() {
        try {
            Files.createDirectories(temporal());
            Files.createDirectories(s3());
            Files.createDirectories(postgres());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + root + " cannot be made. Set FORGE_HOME to a folder that you may write to.", e);
        }
    }

    public Path temporal() {
        return root.resolve("temporal");
    }

    public Path s3() {
        return root.resolve("s3");
    }

    /** The archive: PostgreSQL's data and log. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The embedded PostgreSQL's password. */
    Path postgresPassword() {
        return root.resolve("postgres-password");
    }

    /** Where the engine is, as {@link EngineState}. */
    public Path engineFile() {
        return root.resolve("engine.json");
    }

    /** Where the engine was that was stopped last. */
    Path lastEngineFile() {
        return root.resolve("engine.last.json");
    }

    public Path engineLock() {
        return root.resolve("engine.lock");
    }

    public Path engineLog() {
        return root.resolve("engine.log");
    }

    /** The access key of the embedded object store. */
    public Path credentials() {
        return root.resolve("s3-credentials.json");
    }

    /** The place in a cluster where steps run, as {@link OnKubernetes}. */
    Path clusterFile() {
        return root.resolve("kubernetes.json");
    }

    /** The name that marks this home's things in a cluster. */
    Path installation() {
        return root.resolve("installation");
    }

    /** The module folders that callers named, one a line. */
    public Path moduleFolders() {
        return root.resolve("module-folders");
    }
}
