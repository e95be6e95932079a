import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.RetentionRules;
import dev.forge.archive.records.RunStats;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.NothingRuntime;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.WorkerSettings;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import io.temporal.common.converter.RawValue;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Runs posted by 64 clients, in turns with as many workflows that the same Java client of Temporal starts itself, with
 * the same input, memo and search attributes, and with some under keys of their own, which the archive keeps; then some
 * by two clients at once under one key. A worker whose steps do nothing takes the runs: all of them must succeed, each
 * launched once.
 */
final class Submissions {
    private static final int CLIENTS = 64;
    private static final int TURNS = 4;
    private static final int WARM_UP = 200;
    /** Of so many runs one is posted once more under a key. */
    private static final int KEYED = 4;
    private static final String NO_KEY = "";
    private static final Duration PATIENCE = Duration.ofMinutes(45);
    private static final String USER = "postgres";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RUN = "{\"name\":\"bench\",\"modules\":[{\"name\":\"nothing\",\"image\":\"nothing:1\"}]}";

    private final Path folder;
    private final int runs;
    private final Temporal kind;
    private final Set<String> posted = ConcurrentHashMap.newKeySet();
    private final Map<String, String> idsByKey = new ConcurrentHashMap<>();

    /** Which server of Temporal's bears them. */
    enum Temporal {
        DEV_SERVER,
        ON_POSTGRES
    }

    Submissions(Path folder, int runs, Temporal kind) {
        this.folder = folder;
        this.runs = runs;
        this.kind = kind;
    }

    void measure() throws Exception {
        int port = TemporalServer.freePort();
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(1)).start();
                TemporalServer temporal =
                        switch (kind) {
                            case DEV_SERVER -> TemporalServer.start(folder);
                            case ON_POSTGRES -> TemporalOnPostgres.start(folder, postgres.getPort());
                        };
                Archive archive = Archive.open(new ArchiveSettings(
                        postgres.getJdbcUrl(USER, USER), USER, "bench", ArchiveSettings.DEFAULT_POOL_SIZE));
                Starter starter = Starter.begin(
                        List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow", "-cp",
                                System.getProperty("bench.starter.classpath"), "dev.forge.starter.StarterMain"),
                        Map.of("FORGE_TEMPORAL_ADDRESS", temporal.address(), "MICRONAUT_SERVER_PORT",
                                Integer.toString(port), "FORGE_ARCHIVE_URL", postgres.getJdbcUrl(USER, USER),
                                "FORGE_ARCHIVE_USER", USER, "FORGE_ARCHIVE_PASSWORD", "bench"),
                        port,
                        folder.resolve("starter.log"))) {
            archive.migrate();
            starter.awaitAnswer("/health/readiness");
            submit(temporal, starter);
            work(temporal, archive, starter);
        }
    }

    private void submit(TemporalServer temporal, Starter starter) throws Exception {
        Turn direct = new Turn();
        Turn plain = new Turn();
        Turn keyed = new Turn();
        Turn warming = new Turn();
        warming.take("warm-direct", WARM_UP, name -> startItself(temporal, name));
        warming.take("warm", WARM_UP, name -> post(starter, NO_KEY));
        warming.take("warm-keyed", WARM_UP, name -> post(starter, name));
        for (int turn = 0; turn < TURNS; turn++) {
            String name = "turn-" + turn;
            direct.take("direct-" + name, runs / TURNS, each -> startItself(temporal, each));
            plain.take(name, runs / TURNS, each -> post(starter, NO_KEY));
            keyed.take(name, runs / TURNS / KEYED, each -> post(starter, each));
        }
        new Turn().take("doubled", runs / 10, 2, each -> post(starter, each));
        Figures.say("%n%d runs posted by %d clients, in turns with as many starts of Temporal's own client",
                runs, CLIENTS);
        Figures.say("                         per second   p50 ms   p99 ms");
        plain.say("POST /runs");
        direct.say("Temporal's own start");
        Figures.say("  ratio                  %10.2f   (aim: 0.7 at least)", plain.rate() / direct.rate());
        keyed.say("POST, under a key");
        Figures.say("  ratio                  %10.2f", keyed.rate() / direct.rate());
        Figures.say("  starter: %.0f MiB resident, %d platform threads", starter.figures().resident(), starter.figures().threads());
    }

    private static void startItself(TemporalServer temporal, String name) {
        WorkflowStub stub = temporal.client().newUntypedWorkflowStub(
                PipelineWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                        .setTaskQueue("nobody")
                        .setWorkflowId(name)
                        .setMemo(Map.of(RunAttributes.MEMO_PIPELINE, "bench", RunAttributes.MEMO_STATUS, "QUEUED",
                                RunAttributes.MEMO_REQUEST_HASH, "0".repeat(50)))
                        .setTypedSearchAttributes(SearchAttributes.newBuilder()
                                .set(RunAttributes.PIPELINE, "direct")
                                .set(RunAttributes.STATUS, "QUEUED")
                                .build())
                        .build());
        stub.start(new RawValue(Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFrom(RUN, StandardCharsets.UTF_8))
                .build()));
    }

    private void post(Starter starter, String key) throws Exception {
        HttpResponse<String> answer = starter.post("/runs", RUN, key);
        if (answer.statusCode() != 202) {
            throw new IllegalStateException(key + ": " + answer.statusCode() + " " + answer.body());
        }
        String id = JSON.readTree(answer.body()).get("id").asText();
        boolean isNew = posted.add(id);
        String before = key.equals(NO_KEY) ? null : idsByKey.putIfAbsent(key, id);
        if (before == null ? !isNew : !before.equals(id)) {
            throw new IllegalStateException("key \"" + key + "\": run " + id + " where " + before + " was before");
        }
    }

    private void work(TemporalServer temporal, Archive archive, Starter starter) throws Exception {
        NothingRuntime nothing = new NothingRuntime();
        ForgeActivities activities = new ForgeActivities(
                nothing, AttemptLogs.NONE, (attempt, outcome) -> {}, archive, RunPolicy.DEFAULT);
        ArchiveRetention keepAll = new ArchiveRetention(archive, RetentionRules.KEEP_ALL, Clock.systemUTC());
        long from = System.nanoTime();
        // As many at once as the dev server bears.
        try (ForgeWorker worker = ForgeWorker.start(temporal.client(), activities, keepAll, new WorkerSettings(50))) {
            Wait.until("all runs to end", PATIENCE, () -> ended(archive) >= posted.size() && open(temporal) == 0);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        Set<String> succeeded = succeeded(starter);
        long once = posted.stream().filter(id -> nothing.launches(id) == 1).count();
        Set<String> unknown = new HashSet<>(succeeded);
        unknown.removeAll(posted);
        succeeded.retainAll(posted);
        Figures.say("%n%d runs, %d of them under a key, %d of these sent by two clients at once; %d SUCCEEDED, %d launched exactly once, %d that nobody posted; %.1f runs/s",
                posted.size(), idsByKey.size(), runs / 10, succeeded.size(), once, unknown.size(), posted.size() / seconds);
        if (succeeded.size() != posted.size() || once != posted.size() || !unknown.isEmpty()) {
            throw new IllegalStateException("runs were lost or doubled");
        }
    }

    /** By the archive, where a run's end is written before Temporal has it. */
    private static long ended(Archive archive) {
        RunStats stats = archive.runs().stats(Instant.EPOCH);
        return stats.succeeded() + stats.failed();
    }

    private static long open(TemporalServer temporal) {
        return temporal.client()
                .countWorkflows("ExecutionStatus = 'Running' AND WorkflowType = '" + PipelineWorkflow.TYPE
                        + "' AND TaskQueue = '" + TaskQueues.FORGE + "'")
                .getCount();
    }

    private static Set<String> succeeded(Starter starter) throws Exception {
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = page(starter, "/runs?pipeline=bench&limit=200&status=SUCCEEDED" + cursor);
            page.get("runs").forEach(run -> ids.add(run.get("id").asText()));
            cursor = page.hasNonNull("next") ? "&cursor=" + page.get("next").asText() : "";
        } while (!cursor.isEmpty());
        return ids;
    }

    /** Temporal lets itself be asked for lists ten times a second, and the starter says when to come again. */
    private static JsonNode page(Starter starter, String path) throws Exception {
        HttpResponse<String> answer = starter.get(path);
        while (answer.statusCode() == 503) {
            Thread.sleep(Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElse(1)));
            answer = starter.get(path);
        }
        return JSON.readTree(answer.body());
    }

    /** What a client does under a name. */
    private interface Call {
        void make(String name) throws Exception;
    }

    /** Calls by 64 clients at once, and how long each took. */
    private static final class Turn {
        private final Collection<Double> millis = new ConcurrentLinkedQueue<>();
        private double seconds;

        void take(String prefix, int calls, Call call) throws Exception {
            take(prefix, calls, 1, call);
        }

        /** Each name comes so many times, one right after the other, so that several clients have it at once. */
        void take(String prefix, int names, int times, Call call) throws Exception {
            int calls = names * times;
            AtomicInteger next = new AtomicInteger();
            long from = System.nanoTime();
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                List<? extends Future<?>> all = IntStream.range(0, CLIENTS)
                        .mapToObj(client -> clients.submit(() -> {
                            for (int i = next.getAndIncrement(); i < calls; i = next.getAndIncrement()) {
                                make(prefix + "-" + i / times, call);
                            }
                            return true;
                        }))
                        .toList();
                for (Future<?> one : all) {
                    one.get();
                }
            }
            seconds += (System.nanoTime() - from) / 1e9;
        }

        private void make(String name, Call call) throws Exception {
            long from = System.nanoTime();
            call.make(name);
            millis.add((System.nanoTime() - from) / 1e6);
        }

        void say(String what) {
            Figures.say("  %-22s %10.0f %8.1f %8.1f", what, rate(), millis(50), millis(99));
        }

        double rate() {
            return millis.size() / seconds;
        }

        double millis(double percent) {
            return Figures.percentile(millis, percent);
        }
    }
}
