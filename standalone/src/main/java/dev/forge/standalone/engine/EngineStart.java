package dev.forge.standalone.engine;

import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.runtime.local.LocalAttemptLogs;
import dev.forge.runtime.local.LocalOutcomes;
import dev.forge.runtime.local.LocalRuntime;
import dev.forge.runtime.local.LocalSettings;
import dev.forge.starter.ForgeStarter;
import dev.forge.starter.StarterSettings;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.WorkerSettings;
import dev.forge.worker.reaper.Reaper;
import dev.forge.worker.reaper.ReaperSettings;
import io.grpc.ClientInterceptor;
import io.temporal.client.WorkflowClient;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One start of an engine: the order of its parts, side by side where they do not need each other. */
final class EngineStart {
    // One process on one machine: a worker that is silent for 5 s is dead, and what ran under it can be adopted.
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(5);
    private static final RunPolicy POLICY = new RunPolicy(
            RunPolicy.DEFAULT.transferImage(),
            RunPolicy.DEFAULT.transferTimeout(),
            RunPolicy.DEFAULT.transferResources(),
            RunPolicy.DEFAULT.disruptionLimit(),
            HEARTBEAT_TIMEOUT,
            RunPolicy.DEFAULT.keepWorkspace());

    private final EngineSettings settings;
    private final Home home;
    private final Parts parts;
    private final Startup startup = new Startup();
    private final Ports ports = new Ports();
    private final Clock clock = Clock.systemUTC();
    private final List<String> remarks = new ArrayList<>();

    EngineStart(EngineSettings settings, Parts parts) {
        this.settings = settings;
        this.home = settings.home();
        this.parts = parts;
    }

    Engine run() throws InterruptedException {
        long from = System.nanoTime();
        PreferredPorts preferred =
                EngineState.last(home).map(PreferredPorts::of).orElse(settings.ports());
        EmbeddedTemporal temporal = temporal(preferred);
        Clients calls = parts.add("the client of Temporal", Clients.of(temporal.address(), List.of()));
        int s3Port = port("S3", preferred.s3());
        int apiPort = port("the API", preferred.api());
        S3Credentials key = S3Credentials.of(home);
        CompletableFuture<EmbeddedS3> s3 =
                startup.beside("s3", () -> parts.add("S3", EmbeddedS3.start(home.s3(), key, s3Port)));
        Optional<IdleWatch> idle = settings.idleLimit().map(limit -> new IdleWatch(clock, limit, calls::hasOpenRuns));
        Clients asked = asked(temporal, idle);
        CompletableFuture<ForgeStarter> starter =
                startup.beside("api", () -> starter(asked.client(), temporal.ui(), apiPort));
        CompletableFuture<ForgeWorker> worker = startup.beside("temporal", temporal::awaitReady)
                .thenCompose(ready -> startup.beside("worker", () -> {
                    calls.connect();
                    return worker(calls, URI.create("http://127.0.0.1:" + s3Port), key);
                }));
        URI s3Uri = got(s3).endpoint();
        URI api = got(starter).uri();
        got(worker);
        asked.connect();
        EngineState state = new EngineState(
                ProcessMark.current(), api, temporal.address(), temporal.ui(), s3Uri, idleSeconds(), took(from));
        state.write(home);
        parts.add("engine.json", () -> EngineState.retire(home));
        return new Engine(parts, temporal::lives, idle, state, remarks);
    }

    private EmbeddedTemporal temporal(PreferredPorts preferred) {
        EmbeddedTemporal temporal = parts.add(
                "Temporal",
                EmbeddedTemporal.start(
                        home.temporal(),
                        settings.temporalProgram(),
                        ports,
                        preferred.temporal(),
                        preferred.temporalUi()));
        if (temporal.adopted()) {
            remarks.add("The Temporal of an engine that died was still up, and goes on.");
        } else {
            tell("Temporal", preferred.temporal(), temporal.port());
            tell("Temporal's Web UI", preferred.temporalUi(), temporal.uiPort());
        }
        return temporal;
    }

    private int port(String what, int preferred) {
        int port = ports.choose(preferred);
        tell(what, preferred, port);
        return port;
    }

    private void tell(String what, int preferred, int port) {
        if (preferred != 0 && port != preferred) {
            remarks.add("Port " + preferred + " is taken: " + what + " listens on " + port + ".");
        }
    }

    /** The starter's own client, by which requests to the starter are noticed. */
    private Clients asked(EmbeddedTemporal temporal, Optional<IdleWatch> idle) {
        List<ClientInterceptor> probes = idle.stream()
                .<ClientInterceptor>map(watch -> new RequestProbe(watch::requested))
                .toList();
        return parts.add("the starter's client of Temporal", Clients.of(temporal.address(), probes));
    }

    private ForgeStarter starter(WorkflowClient client, URI temporalUi, int port) {
        StarterSettings where = new StarterSettings(StarterSettings.DEFAULT_HOST, port, Optional.of(temporalUi));
        return parts.add("the starter", ForgeStarter.start(where, client, new LocalAttemptLogs(home.root())));
    }

    private ForgeWorker worker(Clients calls, URI s3, S3Credentials key) {
        ModuleFolders modules = ModuleFolders.of(home, settings.repository());
        LocalSettings local =
                new LocalSettings(home.root(), modules::all, LocalSettings.DEFAULT_GRACE, transferEnvironment(s3, key));
        LocalRuntime runtime = LocalRuntime.open(local, settings.environment(), clock);
        ForgeActivities activities =
                new ForgeActivities(runtime, new LocalAttemptLogs(home.root()), new LocalOutcomes(home.root()), POLICY);
        ForgeWorker worker =
                parts.add("the worker", ForgeWorker.start(calls.client(), activities, WorkerSettings.DEFAULT));
        ReaperSettings reaper = ReaperSettings.of(settings.environment());
        parts.add("the reaper", Reaper.start(runtime, calls.client(), reaper, clock));
        return worker;
    }

    private Map<String, String> transferEnvironment(URI s3, S3Credentials key) {
        return switch (settings.transferS3()) {
            case EMBEDDED -> TransferEnvironment.embedded(s3, key);
            case DEFAULT -> TransferEnvironment.ofCaller(settings.environment());
        };
    }

    private Optional<Long> idleSeconds() {
        return settings.idleLimit().map(Duration::toSeconds);
    }

    private Map<String, Long> took(long from) {
        return startup.millis(Duration.ofNanos(System.nanoTime() - from));
    }

    private static <T> T got(CompletableFuture<T> part) throws InterruptedException {
        try {
            return part.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof EngineProblem problem
                    ? problem
                    : new EngineProblem("A part of the engine does not start: " + cause, e);
        }
    }
}
