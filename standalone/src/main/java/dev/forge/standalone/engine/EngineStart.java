package dev.forge.standalone.engine;

import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.AttemptMeter;
import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.ObjectDocuments;
import dev.forge.archive.ObjectStoreAccess;
import dev.forge.archive.S3BucketListing;
import dev.forge.archive.S3OutputBuckets;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.k8s.install.ClusterProblem;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.BucketListing;
import dev.forge.runtime.OutputBuckets;
import dev.forge.runtime.StoredLogs;
import dev.forge.runtime.local.LocalAttemptLogs;
import dev.forge.runtime.local.LocalOutcomes;
import dev.forge.runtime.local.LocalWorkspaceFiles;
import dev.forge.starter.ForgeStarter;
import dev.forge.starter.NearFiles;
import dev.forge.starter.StarterSettings;
import dev.forge.traces.Traces;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.WorkerSettings;
import dev.forge.worker.reaper.Reaper;
import dev.forge.worker.reaper.ReaperSettings;
import dev.forge.worker.retention.RetentionVariables;
import io.grpc.ClientInterceptor;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One start of an engine: the order of its parts, side by side where they do not need each other. */
final class EngineStart {
    // One process on one machine: a worker that is silent for 5 s is dead, and what ran under it can be adopted.
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(5);

    /** A PostgreSQL that has just started may not answer within a connection's own limit where the machine is busy. */
    private static final Duration ARCHIVE_LIMIT = Duration.ofMinutes(1);

    private final EngineSettings settings;
    private final PlatformSettings platform;
    private final Home home;
    private final Parts parts;
    private final Startup startup = new Startup();
    private final Ports ports = new Ports();
    private final Clock clock = Clock.systemUTC();
    private final List<String> remarks = new ArrayList<>();

    EngineStart(EngineSettings settings, Parts parts) {
        this.settings = settings;
        this.platform = PlatformSettings.of(settings);
        this.home = settings.home();
        this.parts = parts;
    }

    Engine run() throws InterruptedException {
        long from = System.nanoTime();
        PreferredPorts preferred =
                EngineState.last(home).map(PreferredPorts::of).orElse(settings.ports());
        Traces starterTraces = traces("forge-starter");
        Traces workerTraces = traces("forge-worker");
        EmbeddedTemporal temporal = temporal(preferred);
        Clients calls = parts.add(
                "the client of Temporal", Clients.of(temporal.address(), List.of(), workerTraces.propagators()));
        int s3Port = port("S3", preferred.s3());
        int apiPort = port("the API", preferred.api());
        int postgresPort = postgresPort(preferred);
        CompletableFuture<EmbeddedPostgres> postgres = startup.beside(
                "postgres",
                () -> parts.add("PostgreSQL", EmbeddedPostgres.start(home, settings.environment(), postgresPort)));
        CompletableFuture<Archive> archive =
                postgres.thenApply(server -> parts.add("the archive", Archive.open(server.archive())));
        CompletableFuture<Archive> tables =
                archive.thenCompose(records -> startup.beside("tables", () -> migrated(records)));
        S3Credentials key = S3Credentials.of(home);
        CompletableFuture<EmbeddedS3> s3 =
                startup.beside("s3", () -> parts.add("S3", EmbeddedS3.start(home.s3(), key, s3Port)));
        CompletableFuture<StepsPlace> place = s3.thenCompose(store -> place(store, key));
        Optional<IdleWatch> idle = settings.idleLimit()
                .map(limit -> new IdleWatch(clock, limit, () -> platform.takesFromQueues() || calls.isNeeded()));
        Clients asked = asked(temporal, idle);
        CompletableFuture<ForgeStarter> starter = s3.thenCompose(store -> archive.thenCompose(records ->
                startup.beside("api", () -> starter(asked, temporal, store, key, records, apiPort, starterTraces))));
        CompletableFuture<ForgeWorker> worker = startup.beside("temporal", temporal::awaitReady)
                .thenCompose(ready -> place)
                .thenCompose(where -> archive.thenCompose(records -> s3.thenCompose(store -> startup.beside(
                        "worker", () -> worker(calls, where, records, outputs(store, key), workerTraces)))));
        URI s3Uri = got(s3).endpoint();
        URI api = got(starter).uri();
        got(worker);
        got(tables);
        asked.connect();
        EngineState state = new EngineState(
                ProcessMark.current(),
                api,
                temporal.address(),
                temporal.ui(),
                s3Uri,
                Optional.of(got(postgres).port()),
                got(place).kubernetes(),
                platform.queues(),
                idleSeconds(),
                took(from));
        state.write(home);
        parts.add("engine.json", () -> EngineState.retire(home));
        return new Engine(parts, temporal::lives, idle, state, remarks);
    }

    /** As those of the programs in a cluster: whoever looks at a trace sees the same of both. */
    private Traces traces(String service) {
        try {
            return parts.add("the traces of " + service, Traces.open(service, settings.environment()));
        } catch (IllegalArgumentException e) {
            throw new EngineProblem(String.valueOf(e.getMessage()), e);
        }
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

    private int postgresPort(PreferredPorts preferred) {
        Optional<Integer> left = EmbeddedPostgres.portLeftBehind(home);
        if (left.isPresent()) {
            remarks.add("The PostgreSQL of an engine that died was still up, and goes on.");
        }
        return left.orElseGet(() -> port("PostgreSQL", preferred.postgres()));
    }

    /** With its tables up to date, so that the first who asks need not wait for it. */
    private static Archive migrated(Archive archive) throws InterruptedException {
        long deadline = System.nanoTime() + ARCHIVE_LIMIT.toNanos();
        while (!isMigrated(archive, deadline)) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return archive;
    }

    private static boolean isMigrated(Archive archive, long deadline) {
        try {
            archive.migrate();
            return true;
        } catch (ArchiveUnavailable e) {
            if (System.nanoTime() > deadline) {
                throw e;
            }
            return false;
        }
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

    private ForgeStarter starter(
            Clients asked,
            EmbeddedTemporal temporal,
            EmbeddedS3 store,
            S3Credentials key,
            Archive archive,
            int port,
            Traces traces) {
        StarterSettings where = platform.starter(port, temporal.ui());
        AttemptLogs logs = settings.cluster()
                .<AttemptLogs>map(choice -> new StoredLogs(parts.add("the log store", store.logs(key))))
                .orElseGet(() -> new LocalAttemptLogs(home.root()));
        NearFiles files =
                settings.cluster().isPresent() ? NearFiles.NONE : NearFiles.of(new LocalWorkspaceFiles(home.root()));
        BucketListing buckets = parts.add("the buckets of watches", S3BucketListing.open(objects(store, key)));
        ObjectDocuments recipes = parts.add("the recipes", store.recipes(key));
        return parts.add(
                "the starter",
                ForgeStarter.start(where, asked.client(), logs, files, archive, buckets, recipes, traces.api()));
    }

    /** Where the steps run: known at once on this machine, prepared beside everything else in a cluster. */
    private CompletableFuture<StepsPlace> place(EmbeddedS3 store, S3Credentials key) {
        return settings.cluster()
                .map(choice -> startup.beside(
                        "cluster", () -> new KubernetesPlace(settings, choice, parts, remarks, clock).open(store, key)))
                .orElseGet(() ->
                        CompletableFuture.completedFuture(new LocalPlace(settings, clock).open(store.endpoint(), key)));
    }

    /** Where jobs put what they make. */
    private OutputBuckets outputs(EmbeddedS3 store, S3Credentials key) {
        return parts.add("the buckets of jobs", S3OutputBuckets.open(objects(store, key)));
    }

    /** Where transfers find their objects. */
    private ObjectStoreAccess objects(EmbeddedS3 store, S3Credentials key) {
        return switch (settings.transferS3()) {
            case EMBEDDED -> store.access(key);
            case DEFAULT -> ObjectStoreAccess.OF_CALLER;
        };
    }

    private ForgeWorker worker(Clients calls, StepsPlace place, Archive archive, OutputBuckets outputs, Traces traces) {
        calls.connect();
        requireSamePlace(calls, place.kubernetes());
        ForgeActivities activities = new ForgeActivities(
                place.runtime(),
                place.logs(),
                new LocalOutcomes(home.root()),
                archive,
                outputs,
                policy(),
                AttemptMeter.NONE,
                traces.api());
        ArchiveRetention retention =
                new ArchiveRetention(archive, RetentionVariables.read(settings.environment()), clock);
        ForgeWorker worker = parts.add(
                "the worker", ForgeWorker.start(calls.client(), activities, retention, WorkerSettings.DEFAULT));
        ReaperSettings reaper = ReaperSettings.of(settings.environment());
        parts.add(
                "the reaper",
                Reaper.start(place.runtime(), calls.client(), activities.cutOffs(calls.client()), reaper, clock));
        return worker;
    }

    private RunPolicy policy() {
        return new RunPolicy(
                RunPolicy.DEFAULT.transferImage(),
                RunPolicy.DEFAULT.transferTimeout(),
                RunPolicy.DEFAULT.transferResources(),
                RunPolicy.DEFAULT.disruptionLimit(),
                HEARTBEAT_TIMEOUT,
                RunPolicy.DEFAULT.heartbeatInterval(),
                RunPolicy.DEFAULT.keepWorkspace(),
                platform.webhooks());
    }

    /** What runs elsewhere would be missed here, and be told as vanished, which it is not. */
    private void requireSamePlace(Clients calls, Optional<OnKubernetes> place) {
        Optional<EngineState> last = EngineState.last(home);
        boolean moved = last.map(before -> before.kubernetes().isPresent() != place.isPresent())
                .orElse(false);
        if (moved && calls.hasOpenRuns()) {
            Optional<OnKubernetes> before = last.flatMap(EngineState::kubernetes);
            throw new EngineProblem("Runs of this home are open, and their steps run "
                    + before.map(there -> "in " + there.text() + ". Go on there (./forge up --kubernetes)")
                            .orElse("as processes of this machine. Go on without --kubernetes")
                    + ", or set FORGE_HOME to another folder.");
        }
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
            throw switch (e.getCause()) {
                case EngineProblem problem -> problem;
                case ClusterProblem problem -> problem;
                case ArchiveUnavailable problem -> new EngineProblem(String.valueOf(problem.getMessage()), problem);
                case null, default -> new EngineProblem("A part of the engine does not start: " + e.getCause(), e);
            };
        }
    }
}
