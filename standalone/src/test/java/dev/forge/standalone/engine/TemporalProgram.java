package dev.forge.standalone.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Temporal's command line for tests: as the launcher gives it, else from the PATH. */
public final class TemporalProgram {
    private TemporalProgram() {}

    public static Path found() {
        String given = System.getenv().getOrDefault("FORGE_TEMPORAL_CLI", "");
        if (!given.isBlank()) {
            return Path.of(given);
        }
        return Arrays.stream(System.getenv("PATH").split(":", -1))
                .map(entry -> Path.of(entry, "temporal"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "These tests need Temporal's command line: run them by ./forge test, which gets it."));
    }
}
