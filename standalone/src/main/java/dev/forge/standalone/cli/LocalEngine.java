package dev.forge.standalone.cli;

import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.engine.BackgroundEngine;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.view.Spans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The engine of this home, for commands that need one. */
final class LocalEngine {
    private final Shell shell;

    LocalEngine(Shell shell) {
        this.shell = shell;
    }

    /** The engine that is up, or a new one in the background with these arguments of {@code up}. */
    EngineState ensure(List<String> arguments) {
        Optional<EngineState> up = EngineState.alive(shell.home());
        if (up.isPresent()) {
            return up.get();
        }
        shell.err().println("Starting an engine in the background …");
        long from = System.nanoTime();
        try {
            EngineState engine = new BackgroundEngine(shell.home()).ensure(arguments);
            shell.err()
                    .println("Engine up after " + Spans.of(Duration.ofNanos(System.nanoTime() - from)) + ": "
                            + engine.api() + ", Temporal's Web UI " + engine.temporalUi());
            return engine;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("The start of the engine was interrupted. Try again.", e);
        }
    }
}
