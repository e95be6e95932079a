package dev.forge.standalone.engine;

import dev.forge.standalone.engine.EngineSettings.TransferS3;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Engines of tests: on any ports, with all that they need embedded, until they are closed. */
public final class TestEngines {
    private TestEngines() {}

    /** With this process's variables. */
    public static EngineSettings settings(Home home, Path folder) {
        return settings(home, folder, System.getenv());
    }

    /** With variables of the caller's. */
    public static EngineSettings settings(Home home, Path folder, Map<String, String> environment) {
        return new EngineSettings(
                home,
                folder,
                TemporalProgram.found(),
                TransferS3.EMBEDDED,
                PreferredPorts.ANY,
                Optional.empty(),
                Optional.empty(),
                environment);
    }
}
