package dev.forge.standalone.cli;

import dev.forge.standalone.engine.ClusterChoice;
import dev.forge.standalone.engine.Engine;
import dev.forge.standalone.engine.EngineSettings;
import dev.forge.standalone.engine.EngineSettings.TransferS3;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.ModuleFolders;
import dev.forge.standalone.engine.PreferredPorts;
import dev.forge.standalone.view.EngineText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts an engine. */
@Command(
        name = "up",
        description = {
            "Starts an engine: Temporal, an S3 on a folder, worker and starter, all of it on loopback.",
            "It stays in the foreground until Ctrl-C, or goes to the background with --detach. What it keeps is in",
            "FORGE_HOME. With --kubernetes the steps, and nothing else, run as Jobs of a cluster. Killed and started again, it goes on where it was: steps that still run are adopted.",
            "It takes requests from RabbitMQ and SQS, and tells of the ends of runs, as the variables FORGE_RABBITMQ_…,",
            "FORGE_SQS_… and FORGE_NOTIFY… say (docs/configuration.md)."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./forge up",
            "  ./forge up --detach --idle 1h        ends when nobody needed it for an hour",
            "  ./forge up --s3 aws                  source and sink speak to your AWS account",
            "  ./forge up --kubernetes              steps run in the cluster of your current context, namespace forge",
            "  ./forge up --kubernetes --context kind-forge --namespace mine",
            "  FORGE_HOME=/data/forge ./forge up    a second engine, with a home of its own",
            "  FORGE_RABBITMQ_URI=amqp://guest:guest@127.0.0.1:5672 ./forge up"
        })
final class UpCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--detach", description = "Starts it in the background and returns when it is up.")
    private boolean detach;

    @Option(
            names = "--idle",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Ends by itself after so long without open runs, watches and requests (default: never).")
    private Optional<Duration> idle = Optional.empty();

    @Option(
            names = "--s3",
            paramLabel = "STORE",
            description = "Where source and sink find S3: embedded (the default) or aws (your AWS configuration).")
    private StoreOption.Store store = StoreOption.Store.embedded;

    @Option(names = "--modules", paramLabel = "DIR", description = "A further folder of modules (module.yaml files).")
    private List<Path> modules = new ArrayList<>();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    UpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws Exception {
        ModuleFolders folders = ModuleFolders.of(shell.home().created(), shell.repository());
        folders.add(Path.of("modules"));
        modules.forEach(folders::add);
        return detach ? inBackground() : inForeground();
    }

    private int inBackground() {
        EngineState engine = new LocalEngine(shell).ensure(arguments(), cluster);
        shell.terminal().lines(EngineText.lines(engine, shell.home().root()));
        shell.terminal().line("Stop it with ./forge down.");
        return ExitCode.OK;
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--s3", store.name()));
        idle.ifPresent(limit -> arguments.addAll(List.of("--idle", limit.toMillis() + "ms")));
        return arguments;
    }

    private int inForeground() throws Exception {
        Optional<ClusterChoice> choice = cluster.choice(shell);
        Engine engine = Engine.start(settings(choice));
        // A signal ends the process by its shutdown hooks alone; this thread does not come back from its wait then.
        Thread stopping = new Thread(engine::close, "stop-engine");
        Runtime.getRuntime().addShutdownHook(stopping);
        shell.terminal().lines(EngineText.lines(engine.state(), shell.home().root()));
        shell.terminal().lines(engine.remarks());
        shell.terminal()
                .line("Stop it with Ctrl-C or ./forge down. Steps that run then go on by themselves, and are"
                        + " adopted at the next start.");
        engine.awaitEnd();
        return ExitCode.OK;
    }

    private EngineSettings settings(Optional<ClusterChoice> choice) {
        return new EngineSettings(
                shell.home(),
                shell.repository(),
                EngineSettings.temporalProgram(shell.environment()),
                switch (store) {
                    case embedded -> TransferS3.EMBEDDED;
                    case aws -> TransferS3.DEFAULT;
                },
                PreferredPorts.of(shell.environment()),
                choice,
                idle,
                shell.environment());
    }
}
