package dev.forge.standalone.cli;

import dev.forge.standalone.client.Unreachable;
import dev.forge.standalone.engine.BackgroundEngine;
import dev.forge.standalone.engine.ClusterChoice;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.view.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The engine of this home, for commands that need one. */
final class LocalEngine {
    private final Shell shell;

    LocalEngine(Shell shell) {
        this.shell = shell;
    }

    /**
     * The engine that is up, or a new one in the background with these arguments of {@code up}.
     *
     * @throws EngineProblem if the one that is up runs steps elsewhere than was asked for
     */
    EngineState ensure(List<String> arguments, ClusterOption cluster) {
        Optional<ClusterChoice> choice = cluster.choice(shell);
        Optional<EngineState> up = EngineState.alive(shell.home());
        List<String> all = new ArrayList<>(arguments);
        choice.map(ClusterOption::arguments).ifPresent(all::addAll);
        EngineState engine = up.isPresent() ? up.get() : started(all);
        cluster.require(engine, choice, shell);
        return engine;
    }

    private EngineState started(List<String> arguments) {
        shell.err().println("Starting an engine in the background …");
        long from = System.nanoTime();
        try {
            EngineState engine = new BackgroundEngine(shell.home(), shell.environment()).ensure(arguments);
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
