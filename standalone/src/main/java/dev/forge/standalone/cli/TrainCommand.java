package dev.forge.standalone.cli;

import dev.forge.standalone.engine.Engine;
import dev.forge.standalone.engine.EngineSettings;
import dev.forge.standalone.engine.EngineSettings.TransferS3;
import dev.forge.standalone.engine.Home;
import dev.forge.standalone.engine.PreferredPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * The demo in one process, on a home and ports of its own: what the JVM records its start-up cache from. The launcher
 * calls it once after a build, in the background.
 */
@Command(name = "train", hidden = true, description = "Records what the JVM needs to start faster.")
final class TrainCommand implements Callable<Integer> {
    private final Shell shell;

    TrainCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Path folder = Files.createTempDirectory("forge-train");
        Shell inside =
                new Shell(shell.environment(), new Home(folder), shell.terminal(), shell.err(), shell.repository());
        EngineSettings settings = new EngineSettings(
                inside.home(),
                inside.repository(),
                EngineSettings.temporalProgram(inside.environment()),
                TransferS3.EMBEDDED,
                PreferredPorts.ANY,
                Optional.empty(),
                Optional.empty(),
                inside.environment());
        try (Engine engine = Engine.start(settings)) {
            return new Demo(inside, DemoTurn.NONE).run(engine.state());
        } finally {
            remove(folder);
        }
    }

    private static void remove(Path folder) throws Exception {
        List<Path> paths;
        try (Stream<Path> found = Files.walk(folder)) {
            paths = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
