package dev.forge.standalone.cli;

import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.EngineState;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows everything at work. */
@Command(
        name = "demo",
        description = {
            "Shows everything at work, over real weather data.",
            "Starts an engine, uploads the data to its S3, runs examples/weather/pipeline.yaml over it, fetches the result,",
            "and says where the time went. On a terminal the engine stays up until Enter or Ctrl-C. With COMMAND it shows",
            "another example."
        },
        synopsisSubcommandLabel = "[COMMAND]",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge demo",
            "  ./forge demo --crash     kills the engine with kill -9 in the middle of a step, and starts it again",
            "  ./forge demo recipes     recipes arrive in a bucket and are compared with their originals",
            "  ./forge demo --kubernetes  its steps are Jobs of your current cluster; ./forge down --kubernetes clears up",
            "",
            "Exit codes: 0 the result is on disk, 1 the run failed, 3 no engine could be started."
        })
final class DemoCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--crash", description = "Kills the engine in the middle, and shows that nothing is lost.")
    private boolean crash;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    private DemoCommand(Shell shell) {
        this.shell = shell;
    }

    static CommandLine line(Shell shell) {
        CommandLine line = new CommandLine(new DemoCommand(shell)).addSubcommand(new DemoRecipesCommand(shell));
        line.getSubcommands().values().forEach(command -> HelpOption.addTo(command.getCommandSpec()));
        return line;
    }

    @Override
    public Integer call() throws Exception {
        Optional<EngineState> before = EngineState.alive(shell.home());
        if (crash && before.isPresent()) {
            throw new EngineProblem("An engine is up in " + shell.home().root()
                    + ", and this demo would kill it. Stop it with ./forge down, or set FORGE_HOME to another folder.");
        }
        Demo demo = new Demo(shell, crash ? new DemoCrash(shell, cluster) : DemoTurn.NONE);
        try (DemoEngine engine = new DemoEngine(shell, before.isPresent())) {
            int code = demo.run(engine.ensure(cluster));
            engine.stay();
            return code;
        }
    }
}
