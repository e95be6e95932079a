package dev.forge.standalone.cli;

import dev.forge.standalone.engine.BackgroundEngine;
import dev.forge.standalone.engine.EngineState;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops the engine. */
@Command(
        name = "down",
        description = {
            "Stops the engine of this home, with its Temporal and its S3.",
            "Steps that run go on by themselves; the next engine adopts them. To end them, cancel their runs first."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./forge down", "  FORGE_HOME=/data/forge ./forge down"})
final class DownCommand implements Callable<Integer> {
    private final Shell shell;

    DownCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        Optional<EngineState> stopped = new BackgroundEngine(shell.home()).stop();
        shell.terminal()
                .line(stopped.map(engine -> "Stopped the engine (process "
                                + engine.process().pid() + ").")
                        .orElse("No engine is up in " + shell.home().root() + "."));
        return ExitCode.OK;
    }
}
