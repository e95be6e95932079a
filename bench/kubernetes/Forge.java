import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepOutcome;
import dev.forge.runtime.LogStore;
import dev.forge.contract.workflow.CleanupWorkflow;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.TaskQueues;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Temporal's dev server, an object store and one worker, each but the store in a process of its own. */
final class Forge implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Place place;
    private final Path folder;
    private final Storage storage;
    private final WorkflowClient client;
    private final Worker worker;
    private final AtomicInteger runs = new AtomicInteger();

    /** Starts all of it; what has started goes again where the rest does not. */
    Forge(Options options, Place place) throws Exception {
        this.place = place;
        // The launcher of the bench removes it, and says where the logs are if something fails.
        this.folder = Files.createDirectories(Path.of(System.getProperty("bench.folder")));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "end the worker"));
        try {
            TemporalServer temporal = TemporalServer.start(folder);
            parts.push(temporal);
            this.storage = Storage.start(folder.resolve("s3"));
            parts.push(storage);
            this.client = temporal.client();
            Figures.say("worker: java %s", String.join(" ", javaOptions()));
            this.worker = Worker.start(
                    command(options, temporal.address()), folder.resolve("worker.log"));
            parts.push(worker);
            serveFans();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private List<String> command(Options options, String temporalAddress) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(javaOptions());
        command.add("-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                WorkerUnderTest.class.getName(),
                options.kubeconfig().toString(),
                options.context(),
                place.namespace(),
                options.image(),
                temporalAddress,
                storage.endpoint().toString()));
        return command;
    }

    private static List<String> javaOptions() {
        // The serial collector fills its heap before it looks for garbage, so that this decides what is resident.
        String usual = "-Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED"
                + " --sun-misc-unsafe-memory-access=allow";
        return List.of(System.getenv().getOrDefault("BENCH_WORKER_JAVA", usual).split(" "));
    }

    private void serveFans() {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        WorkerOptions options = WorkerOptions.newBuilder()
                // A machine as busy as a bench makes it is not a deadlock.
                .setDefaultDeadlockDetectionTimeout(60_000)
                .build();
        factory.newWorker(Fan.QUEUE, options).registerWorkflowImplementationTypes(Fan.Impl.class);
        factory.start();
        parts.push(factory::shutdownNow);
    }

    Worker worker() {
        return worker;
    }

    /** A run of one module a script, from its submission to its report. */
    RunReport run(List<String> scripts) throws Exception {
        String id = "bench-" + runs.incrementAndGet();
        WorkflowStub run = client.newUntypedWorkflowStub(
                PipelineWorkflow.TYPE,
                WorkflowOptions.newBuilder().setTaskQueue(TaskQueues.FORGE).setWorkflowId(id).build());
        run.start(new RawValue(Payload.newBuilder()
                .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .setData(ByteString.copyFrom(HistoryFormat.mapper().writeValueAsBytes(pipeline(scripts))))
                .build()));
        return run.getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, RunReport.class);
    }

    private Map<String, Object> pipeline(List<String> scripts) {
        List<Map<String, Object>> modules = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            Map<String, Object> module = new LinkedHashMap<>();
            module.put("name", "step-" + (i + 1));
            module.put("image", place.image());
            module.put("command", List.of("sh", "-c"));
            module.put("args", List.of(scripts.get(i)));
            module.put("retry", Map.of("limit", 0));
            modules.add(module);
        }
        return Map.of("name", "bench", "modules", modules);
    }

    /** Its Jobs: each step's only attempt, in order. */
    Chain chain(RunReport report, Ends ends) throws Exception {
        List<Instant> posted = new ArrayList<>();
        List<Instant> ended = new ArrayList<>();
        for (StepReport step : report.steps()) {
            if (step.attempts().size() != 1) {
                throw new IllegalStateException(report.id() + ": " + step.name() + " took " + step.attempts());
            }
            AttemptReport attempt = step.attempts().getFirst();
            posted.add(worker.posted(attempt.name()));
            ended.add(ends.await(attempt.name(), Duration.ofSeconds(10)).at());
        }
        return new Chain(posted, ended);
    }

    /** Waits until a run's Jobs and workspace are gone, so that nothing of it slows the next measurement. */
    void awaitCleanup(RunReport report) throws Exception {
        client.newUntypedWorkflowStub(CleanupWorkflow.idOf(report.id()))
                .getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Void.class);
        place.awaitNoPods(Map.of("forge.dev/run", report.key()));
    }

    /** Starts a fan; its outcomes come from {@link #outcomes}. */
    WorkflowStub fan(Fan.Request request) {
        WorkflowStub fan = client.newUntypedWorkflowStub(
                Fan.class.getSimpleName(),
                WorkflowOptions.newBuilder()
                        .setTaskQueue(Fan.QUEUE)
                        .setWorkflowId("fan-" + runs.incrementAndGet())
                        .build());
        fan.start(request);
        return fan;
    }

    LogStore logStore() {
        return WorkerUnderTest.store(storage.endpoint());
    }

    /** Completes an attempt's log, as a run's finish does, and returns its length. */
    long completed(WorkflowStub fan, int number, LogStore store) throws Exception {
        AttemptId attempt = Fan.id(
                fan.getExecution().getWorkflowId(), fan.getExecution().getRunId(), number);
        Wait.until("the log of " + attempt.name(), Duration.ofMinutes(2), () -> ManyLogs.length(store, attempt) >= 0);
        return ManyLogs.length(store, attempt);
    }

    List<StepOutcome> outcomes(WorkflowStub fan) throws Exception {
        return fan.getResult(PATIENCE.toSeconds(), TimeUnit.SECONDS, Fan.Outcomes.class).all();
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                Figures.say("does not close as it should: %s", e);
            }
        }
    }
}
