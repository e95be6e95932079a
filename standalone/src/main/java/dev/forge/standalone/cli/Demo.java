package dev.forge.standalone.cli;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.EngineState;
import dev.forge.standalone.engine.S3Credentials;
import dev.forge.standalone.objects.ObjectPlace;
import dev.forge.standalone.objects.ObjectStore;
import dev.forge.standalone.objects.ZipFolder;
import dev.forge.standalone.view.EngineText;
import dev.forge.standalone.view.Spans;
import dev.forge.standalone.view.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The weather example from upload to result. */
final class Demo {
    private static final ObjectPlace INPUT = new ObjectPlace("weather", "in/seattle.zip");

    private final Shell shell;
    private final Terminal terminal;
    private final DemoTurn turn;
    private final Clock clock = Clock.systemUTC();
    private final Instant begun = ProcessHandle.current().info().startInstant().orElseGet(clock::instant);
    private final TimeSpent time = new TimeSpent(begun);
    private final Instant started = clock.instant();

    Demo(Shell shell, DemoTurn turn) {
        this.shell = shell;
        this.terminal = shell.terminal();
        this.turn = turn;
    }

    /** Runs it on an engine that is up and returns the exit code. */
    int run(EngineState engine) throws IOException, InterruptedException {
        time.until(started, "launcher and this command's own start");
        time.until(clock.instant(), "engine: " + EngineText.parts(engine.startupMillis()));
        engine.kubernetes()
                .ifPresent(place -> terminal.line(
                        "Watch its Jobs come and go in another terminal: " + place.kubectl() + " get jobs -w"));
        Path example = shell.repository().resolve("examples").resolve("weather");
        try (ObjectStore store = store(engine)) {
            upload(store, example.resolve("input"));
            time.until(clock.instant(), "upload to " + INPUT);
        }
        RunReport run = ran(new StarterClient(engine.api()), example.resolve("pipeline.yaml"));
        time.until(clock.instant(), "run " + run.id() + ", of which");
        time.steps(run);
        int code = RunWatch.exitCode(run.state());
        return code == ExitCode.OK ? finished(run) : code;
    }

    private int finished(RunReport run) throws IOException {
        // The engine of a demo that crashes is another one by now.
        EngineState engine = EngineState.alive(shell.home()).orElseThrow();
        Path result = shell.home().root().resolve("demo").resolve(run.id());
        List<String> files;
        try (ObjectStore store = store(engine)) {
            files = download(store, new ObjectPlace("weather", "out/" + run.id() + ".zip"), result);
        }
        time.until(clock.instant(), "download");
        boolean asItShould = turn.after(new StarterClient(engine.api()), run);
        tell(engine, run, result, files);
        return asItShould ? ExitCode.OK : ExitCode.RUN_FAILED;
    }

    private ObjectStore store(EngineState engine) {
        S3Credentials key = S3Credentials.of(shell.home());
        return ObjectStore.embedded(engine.s3(), key.accessKey(), key.secretKey());
    }

    private void upload(ObjectStore store, Path input) throws IOException {
        Path zip = Files.createTempFile("forge-demo", ".zip");
        try {
            ZipFolder.zip(input, zip);
            store.prepare(INPUT.bucket());
            MovedBytes progress = new MovedBytes(terminal, "Uploading " + INPUT, Files.size(zip));
            store.put(zip, INPUT, progress);
            progress.end();
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private RunReport ran(StarterClient starter, Path file) throws InterruptedException {
        PipelineFile written = PipelineFile.read(file);
        AskedRun asked = AskedRun.of(new PipelineFile(file, turn.pipeline(written.spec())));
        String id = starter.submit(asked.json(), "application/json", Optional.empty());
        RunWatch watch = new RunWatch(shell, starter, true);
        turn.during(watch, id);
        watch.untilEnd(id, asked.commands(), asked.called());
        return new StarterClient(EngineState.alive(shell.home()).orElseThrow().api()).report(id);
    }

    private List<String> download(ObjectStore store, ObjectPlace place, Path folder) throws IOException {
        Path zip = Files.createTempFile("forge-demo", ".zip");
        try {
            MovedBytes progress = new MovedBytes(terminal, "Downloading " + place, store.size(place));
            store.get(place, zip, progress);
            progress.end();
            return ZipFolder.unzip(zip, folder);
        } finally {
            Files.deleteIfExists(zip);
        }
    }

    private void tell(EngineState engine, RunReport run, Path result, List<String> files) {
        terminal.line("");
        terminal.line(terminal.ink().strong("The result, in " + result));
        files.forEach(name -> terminal.line("  " + name));
        terminal.line("");
        terminal.line(
                terminal.ink().strong("Where the " + Spans.of(Duration.between(begun, clock.instant())) + " went"));
        terminal.lines(time.lines());
        terminal.line("");
        terminal.line(terminal.ink().strong("What to look at next"));
        terminal.line("  the chart      file://" + result.resolve("results").resolve("chart.svg"));
        terminal.line("  the run        ./forge show " + run.id() + "    ./forge logs " + run.id() + " monthly");
        terminal.line("  its history    " + engine.temporalUi() + "/namespaces/default/workflows/" + run.id());
        engine.kubernetes().ifPresent(place -> {
            terminal.line("  its Jobs       " + place.kubectl() + " get jobs -l forge.dev/run=" + RunKey.of(run.id()));
            terminal.line("  more of those  ./forge help kubectl");
            terminal.line("  clearing up    ./forge down --kubernetes");
        });
        terminal.line("  the API        " + engine.api() + "/runs/" + run.id());
        terminal.line("  your own       ./forge run examples/weather/pipeline.yaml --source DIR --sink ./out");
    }
}
