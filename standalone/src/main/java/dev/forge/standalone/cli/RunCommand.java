package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.standalone.client.PipelineReference;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.view.LeftOut;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a pipeline and watches its run. */
@Command(
        name = "run",
        description = {
            "Runs a pipeline, of a file or one that is kept under a name, and shows its progress until it has ended.",
            "With no engine up, starts one in the background, which ends when nobody has needed it for 10 minutes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge run examples/weather/pipeline.yaml --source examples/weather/input --sink ./out",
            "  ./forge run my.yaml --kubernetes --source ./in --sink ./out     its steps are Jobs of your cluster; files of this",
            "                                                 machine are carried there and back",
            "  ./forge run my.yaml --sink ./result.zip        a zip instead of a folder",
            "  ./forge run my.yaml --parameter station=seattle --label team=climate",
            "  ./forge run weather                            the newest version of a pipeline that is kept",
            "  ./forge run weather@3 --source ./in --sink ./out",
            "  ./forge run my.yaml --dry-run | jq .steps[].job       what it would launch",
            "  ./forge run my.yaml --detach                   prints the run's id and returns",
            "  ./forge run my.yaml --modules ~/modules        looks for module.yaml files there, too",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 mistakes in the file, 3 no engine, 4 canceled, 5 no such pipeline,",
            "130 detached (Ctrl-C)."
        })
final class RunCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(
            index = "0",
            paramLabel = "FILE|NAME",
            description = "The pipeline: a file, YAML or JSON, or the NAME or NAME@VERSION of one that is kept. A file"
                    + " that is there goes before a name.")
    private String pipeline = "pipeline.yaml";

    @Mixin
    private RunOwnOptions own = new RunOwnOptions();

    @Mixin
    private ModulesOption modules = new ModulesOption();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An idempotency key: the same key again is the same run.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--dry-run",
            description = "Starts nothing: prints, as JSON, the resolved pipeline and what each step would launch.")
    private boolean dryRun;

    @Option(names = "--detach", description = "Prints the run's id and returns.")
    private boolean detach;

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = TimeConverter.class,
            description = "After how long without need an engine that this starts ends (default 10m).")
    private java.time.Duration idle = java.time.Duration.ofMinutes(10);

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    RunCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        return switch (GivenPipeline.of(pipeline)) {
            case GivenPipeline.InFile(Path path) -> {
                PipelineFile file = PipelineFile.read(path);
                // Its mistakes are told before an engine is started for it.
                AskedRun run = own.of(AskedRun.of(file));
                yield ran(starter -> run, Optional.of(file));
            }
            case GivenPipeline.Kept(PipelineReference kept) ->
                ran(starter -> own.of(AskedRun.of(kept, starter)), Optional.empty());
        };
    }

    private int ran(Function<StarterClient, AskedRun> asked, Optional<PipelineFile> file)
            throws InterruptedException, IOException {
        Optional<URI> elsewhere = server.uri();
        return elsewhere.isPresent() ? there(asked, elsewhere.get()) : here(asked, file);
    }

    private int there(Function<StarterClient, AskedRun> asked, URI uri) throws InterruptedException {
        if (cluster.asked()) {
            throw new EngineProblem("With --server the starter there says where steps run. Leave out --kubernetes.");
        }
        StarterClient starter = new StarterClient(uri);
        AskedRun run = asked.apply(starter);
        return dryRun ? previewed(run, starter) : ran(run, starter, id -> {});
    }

    private int here(Function<StarterClient, AskedRun> asked, Optional<PipelineFile> file)
            throws InterruptedException, IOException {
        EngineState engine = new LocalEngine(shell).ensure(List.of("--idle", idle.toSeconds() + "s"), cluster);
        modules.add(shell, file);
        StarterClient starter = new StarterClient(engine.api());
        AskedRun run = asked.apply(starter);
        if (dryRun) {
            return previewed(run, starter);
        }
        if (engine.kubernetes().isEmpty()) {
            LeftOut.lines(run.spec())
                    .forEach(
                            line -> shell.terminal().line(shell.terminal().ink().faint(line)));
            return ran(run, starter, id -> {});
        }
        CarriedFiles files = new CarriedFiles(shell, engine);
        return ran(files.carried(run, detach), starter, id -> files.fetch(run, id));
    }

    /** A step that could not be launched is a mistake, as one in the file is. */
    private int previewed(AskedRun run, StarterClient starter) {
        JsonNode preview = starter.preview(run.json());
        shell.terminal().line(OutputOption.pretty(preview));
        int code = ExitCode.OK;
        for (JsonNode step : preview.path("steps")) {
            JsonNode refusal = step.path("refusal");
            if (refusal.isObject()) {
                shell.err()
                        .println(run.called() + ": step " + step.path("name").asText() + ": "
                                + refusal.path("message").asText() + "; "
                                + refusal.path("remedy").asText());
                code = ExitCode.INVALID;
            }
        }
        return code;
    }

    private int ran(AskedRun run, StarterClient starter, AfterSuccess after) throws InterruptedException {
        String id = starter.submit(run.json(), "application/json", key);
        if (detach) {
            shell.terminal().line(id);
            return ExitCode.OK;
        }
        RunWatch watch = new RunWatch(shell, starter, server.uri().isEmpty());
        int code = watch.untilEnd(id, run.commands(), run.called());
        if (code == ExitCode.OK) {
            after.of(id);
        }
        return code;
    }

    /** What follows a run that succeeded. */
    private interface AfterSuccess {
        void of(String run);
    }
}
