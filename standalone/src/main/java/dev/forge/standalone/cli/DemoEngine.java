package dev.forge.standalone.cli;

import dev.forge.standalone.engine.BackgroundEngine;
import dev.forge.standalone.engine.EngineState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The engine of a demo: started for it and stopped after it, unless it was up before. */
final class DemoEngine implements AutoCloseable {
    private final Shell shell;
    private final boolean wasUp;
    private final Thread farewell;

    DemoEngine(Shell shell, boolean wasUp) {
        this.shell = shell;
        this.wasUp = wasUp;
        this.farewell = new Thread(this::stop, "stop-demo-engine");
        if (!wasUp) {
            Runtime.getRuntime().addShutdownHook(farewell);
        }
    }

    EngineState ensure(ClusterOption cluster) {
        // Should this process be killed, the engine ends by itself.
        return new LocalEngine(shell).ensure(List.of("--idle", "10m"), cluster);
    }

    /** On a terminal: leaves everything up to be looked at until somebody has seen enough. */
    void stay() throws IOException {
        if (wasUp) {
            return;
        }
        shell.terminal().line("");
        if (shell.terminal().interactive()) {
            shell.terminal().line("The engine stays up for you to look around. Enter or Ctrl-C stops it.");
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        } else {
            shell.terminal().line("The engine ends now; ./forge up --detach brings it back with all of that.");
        }
    }

    @Override
    public void close() {
        if (!wasUp) {
            Runtime.getRuntime().removeShutdownHook(farewell);
            stop();
        }
    }

    private void stop() {
        try {
            new BackgroundEngine(shell.home(), shell.environment()).stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
