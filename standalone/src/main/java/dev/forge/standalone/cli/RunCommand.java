package dev.forge.standalone.cli;

import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineProblem;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.ModuleFolders;
import dev.forge.standalone.view.LeftOut;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Submits a pipeline file and watches its run. */
@Command(
        name = "run",
        description = {
            "Runs a pipeline file and shows its progress until it has ended.",
            "With no engine up, starts one in the background, which ends when nobody has needed it for 10 minutes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge run examples/weather/pipeline.yaml --source examples/weather/input --sink ./out",
            "  ./forge run my.yaml --kubernetes --source ./in --sink ./out     its steps are Jobs of your cluster; files of this",
            "                                                 machine are carried there and back",
            "  ./forge run my.yaml --sink ./result.zip        a zip instead of a folder",
            "  ./forge run my.yaml --parameter station=seattle --label team=climate",
            "  ./forge run my.yaml --detach                   prints the run's id and returns",
            "  ./forge run my.yaml --modules ~/modules        looks for module.yaml files there, too",
            "",
            "Exit codes: 0 succeeded, 1 failed, 2 mistakes in the file, 3 no engine, 4 canceled, 130 detached (Ctrl-C)."
        })
final class RunCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private ServerOption server = new ServerOption();

    @Parameters(index = "0", paramLabel = "FILE", description = "The pipeline, YAML or JSON.")
    private Path file = Path.of("pipeline.yaml");

    @Option(
            names = "--source",
            paramLabel = "PLACE",
            converter = PlaceConverter.class,
            description = "Where the files come from, instead of the file's source: a path here, or a URI.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--sink",
            paramLabel = "PLACE",
            converter = PlaceConverter.class,
            description = "Where the result goes, instead of the file's sink: a folder or a .zip here, or a URI.")
    private Optional<String> sink = Optional.empty();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "A value of a parameter that the file declares; again for each further one.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "A label of the run, beside those of the file; again for each further one.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--modules",
            paramLabel = "DIR",
            description = "A folder of modules (module.yaml files), beside the folder modules next to FILE and here.")
    private List<Path> modules = new ArrayList<>();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "An idempotency key: the same key again is the same run.")
    private Optional<String> key = Optional.empty();

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
        PipelineFile pipeline = PipelineFile.read(file).with(source, sink).with(parameters, labels);
        Optional<URI> elsewhere = server.uri();
        return elsewhere.isPresent() ? there(pipeline, elsewhere.get()) : here(pipeline);
    }

    private int there(PipelineFile pipeline, URI uri) throws InterruptedException {
        if (cluster.asked()) {
            throw new EngineProblem("With --server the starter there says where steps run. Leave out --kubernetes.");
        }
        return ran(pipeline, new StarterClient(uri), id -> {});
    }

    private int here(PipelineFile pipeline) throws InterruptedException, IOException {
        EngineState engine = new LocalEngine(shell).ensure(List.of("--idle", idle.toSeconds() + "s"), cluster);
        addModules(pipeline);
        StarterClient starter = new StarterClient(engine.api());
        if (engine.kubernetes().isEmpty()) {
            LeftOut.lines(pipeline.spec())
                    .forEach(
                            line -> shell.terminal().line(shell.terminal().ink().faint(line)));
            return ran(pipeline, starter, id -> {});
        }
        CarriedFiles files = new CarriedFiles(shell, engine);
        return ran(files.carried(pipeline, detach), starter, id -> files.fetch(pipeline, id));
    }

    private int ran(PipelineFile pipeline, StarterClient starter, AfterSuccess after) throws InterruptedException {
        String id = starter.submit(pipeline.json(), "application/json", key);
        if (detach) {
            shell.terminal().line(id);
            return ExitCode.OK;
        }
        RunWatch watch = new RunWatch(shell, starter, server.uri().isEmpty());
        int code = watch.untilEnd(id, pipeline.commands(), file.toString());
        if (code == ExitCode.OK) {
            after.of(id);
        }
        return code;
    }

    private void addModules(PipelineFile pipeline) {
        ModuleFolders folders = ModuleFolders.of(shell.home(), shell.repository());
        folders.add(Path.of("modules"));
        folders.add(pipeline.modules());
        modules.forEach(folders::add);
    }

    /** What follows a run that succeeded. */
    private interface AfterSuccess {
        void of(String run);
    }
}
