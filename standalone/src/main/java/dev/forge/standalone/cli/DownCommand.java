package dev.forge.standalone.cli;

import dev.forge.standalone.engine.BackgroundEngine;
import dev.forge.standalone.engine.EngineState;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops the engine. */
@Command(
        name = "down",
        description = {
            "Stops the engine of this home, with its Temporal and its S3.",
            "Steps that run go on by themselves; the next engine adopts them. To end them, cancel their runs first.",
            "With --kubernetes it also cancels all open runs, and removes all that Forge made in the cluster."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge down",
            "  ./forge down --kubernetes          and leaves nothing in the cluster: no Job, claim, Secret, namespace",
            "  FORGE_HOME=/data/forge ./forge down"
        })
final class DownCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--kubernetes", description = "Removes what Forge made in the cluster, workspaces too.")
    private boolean kubernetes;

    DownCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException {
        ClusterDown cluster = new ClusterDown(shell);
        if (kubernetes) {
            cluster.cancelRuns();
        }
        Optional<EngineState> stopped = new BackgroundEngine(shell.home(), shell.environment()).stop();
        shell.terminal()
                .line(stopped.map(engine -> "Stopped the engine (process "
                                + engine.process().pid() + ").")
                        .orElse("No engine is up in " + shell.home().root() + "."));
        if (kubernetes) {
            cluster.remove();
        } else {
            stopped.flatMap(EngineState::kubernetes)
                    .ifPresent(place -> shell.terminal()
                            .line("What Forge made in " + place.text()
                                    + ", is still there; ./forge down --kubernetes removes it."));
        }
        return ExitCode.OK;
    }
}
