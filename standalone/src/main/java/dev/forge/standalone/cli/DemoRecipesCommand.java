package dev.forge.standalone.cli;

import dev.forge.standalone.engine.EngineState;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows recipes that arrive and are compared with their originals. */
@Command(
        name = "recipes",
        description = {
            "Shows which machine recipes that arrive in a bucket deviate from their originals.",
            "Starts an engine, keeps the originals of examples/recipes, a pipeline and a watch of a bucket, and lets recipes",
            "arrive there. Its runs start by themselves. On a terminal the engine stays up until Enter or Ctrl-C. The watch",
            "stays, and starts runs whenever an engine of this home is up, until ./forge watch delete recipes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge demo recipes",
            "",
            "Exit codes: 0 all were compared, 1 a run failed, 3 no engine could be started."
        })
final class DemoRecipesCommand implements Callable<Integer> {
    private final Shell shell;

    DemoRecipesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        Optional<EngineState> before = EngineState.alive(shell.home());
        try (DemoEngine engine = new DemoEngine(shell, before.isPresent())) {
            int code = new RecipeDemo(shell).run(engine.ensure(new ClusterOption()));
            engine.stay();
            return code;
        }
    }
}
