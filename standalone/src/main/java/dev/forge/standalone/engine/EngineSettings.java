package dev.forge.standalone.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How an engine is to be.
 *
 * @param repository the clone whose modules it knows
 * @param temporalProgram Temporal's command line, which holds the dev server
 * @param transferS3 where source and sink find S3
 * @param ports where it listens when the home has had no engine yet
 * @param cluster where steps run; empty: as processes of this machine
 * @param idleLimit after how long without open runs and requests it ends; empty: never
 * @param environment the caller's
 */
public record EngineSettings(
        Home home,
        Path repository,
        Path temporalProgram,
        TransferS3 transferS3,
        PreferredPorts ports,
        Optional<ClusterChoice> cluster,
        Optional<Duration> idleLimit,
        Map<String, String> environment) {

    /** Where source and sink find S3. */
    public enum TransferS3 {
        /** On this engine's folder. */
        EMBEDDED,
        /** Wherever the caller's own AWS configuration leads. */
        DEFAULT
    }

    public EngineSettings {
        environment = Map.copyOf(environment);
    }

    /** The path of Temporal's command line, which the launcher has found. */
    public static Path temporalProgram(Map<String, String> environment) {
        String path = environment.getOrDefault("FORGE_TEMPORAL_CLI", "");
        if (path.isBlank()) {
            throw new EngineProblem("FORGE_TEMPORAL_CLI does not say where Temporal's command line is. Start Forge by"
                    + " its launcher, ./forge, which finds or gets it.");
        }
        return Path.of(path);
    }
}
