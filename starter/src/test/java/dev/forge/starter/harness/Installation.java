package dev.forge.starter.harness;

import dev.forge.archive.documents.Documents;
import dev.forge.archive.records.Archive;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.runtime.BucketListing;
import dev.forge.starter.ForgeStarter;
import dev.forge.starter.NearFiles;
import dev.forge.starter.NoRecipes;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.harness.Steering.Ending;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A starter with its Temporal, as a test class needs it; with a worker or without. */
public final class Installation implements AutoCloseable {
    public static final URI TEMPORAL_UI = URI.create("http://127.0.0.1:8233/");

    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final Optional<WorkerFactory> workers;
    private final MemoryLogs logs = new MemoryLogs();
    private final ForgeStarter starter;

    private Installation(String address, String namespace, boolean attended, Archive archive) {
        this(
                address,
                namespace,
                attended,
                archive,
                StarterSettings.anyPort().withTemporalUi(TEMPORAL_UI),
                NearFiles.NONE,
                NoRecipes.documents());
    }

    private Installation(
            String address,
            String namespace,
            boolean attended,
            Archive archive,
            StarterSettings settings,
            NearFiles files,
            Documents recipes) {
        this(address, namespace, attended, archive, settings, files, BucketListing.NONE, recipes);
    }

    private Installation(
            String address,
            String namespace,
            boolean attended,
            Archive archive,
            StarterSettings settings,
            NearFiles files,
            BucketListing buckets,
            Documents recipes) {
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(namespace)
                        .setDataConverter(HistoryFormat.dataConverter())
                        .build());
        workers = attended ? Optional.of(worker(client)) : Optional.empty();
        starter = ForgeStarter.start(settings, client, logs, files, archive, buckets, recipes, OpenTelemetry.noop());
    }

    public static Installation attended(String namespace) {
        return attended(namespace, Archive.absent());
    }

    /** The archive is the caller's to close. */
    public static Installation attended(String namespace, Archive archive) {
        return new Installation(TemporalServer.shared().address(), namespace, true, archive).ready();
    }

    /** At a Temporal of the caller's own; the archive is the caller's to close. */
    public static Installation attended(TemporalServer temporal, String namespace, Archive archive) {
        return new Installation(temporal.address(), namespace, true, archive).ready();
    }

    /** With settings of the starter's own; the archive is the caller's to close. */
    public static Installation attended(String namespace, Archive archive, StarterSettings settings) {
        return new Installation(
                        TemporalServer.shared().address(),
                        namespace,
                        true,
                        archive,
                        settings,
                        NearFiles.NONE,
                        NoRecipes.documents())
                .ready();
    }

    /** With settings and buckets of the starter's own; the archive is the caller's to close. */
    public static Installation attended(
            String namespace, Archive archive, StarterSettings settings, BucketListing buckets) {
        return new Installation(
                        TemporalServer.shared().address(),
                        namespace,
                        true,
                        archive,
                        settings,
                        NearFiles.NONE,
                        buckets,
                        NoRecipes.documents())
                .ready();
    }

    /** With workspaces that the starter itself sees. */
    public static Installation attended(String namespace, NearFiles files) {
        return new Installation(
                        TemporalServer.shared().address(),
                        namespace,
                        true,
                        Archive.absent(),
                        StarterSettings.anyPort(),
                        files,
                        NoRecipes.documents())
                .ready();
    }

    /** Without a worker. */
    public static Installation unattended(String namespace) {
        return unattended(namespace, Archive.absent());
    }

    /** Without a worker, but with an archive, which is the caller's to close. */
    public static Installation unattended(String namespace, Archive archive) {
        return new Installation(TemporalServer.shared().address(), namespace, false, archive).ready();
    }

    /** A Temporal that may not be there. */
    public static Installation at(String address) {
        return new Installation(address, "default", false, Archive.absent());
    }

    /** The same with settings of the starter's own. */
    public static Installation at(String address, StarterSettings settings) {
        return new Installation(
                address, "default", false, Archive.absent(), settings, NearFiles.NONE, NoRecipes.documents());
    }

    /** What needs an archive and no Temporal; the archive is the caller's to close. */
    public static Installation keeping(Archive archive) {
        return keeping(archive, StarterSettings.anyPort().withTemporalUi(TEMPORAL_UI));
    }

    /** The same with settings of the starter's own. */
    public static Installation keeping(Archive archive, StarterSettings settings) {
        return new Installation(
                "127.0.0.1:" + TemporalServer.freePort(),
                "default",
                false,
                archive,
                settings,
                NearFiles.NONE,
                NoRecipes.documents());
    }

    /** What needs recipes and neither an archive nor Temporal; the recipes are the caller's to close. */
    public static Installation keeping(Documents recipes) {
        return new Installation(
                "127.0.0.1:" + TemporalServer.freePort(),
                "default",
                false,
                Archive.absent(),
                StarterSettings.anyPort(),
                NearFiles.NONE,
                recipes);
    }

    private static WorkerFactory worker(WorkflowClient client) {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(TaskQueues.FORGE);
        worker.registerWorkflowImplementationTypes(
                SteeredPipeline.class,
                EchoedPreview.class,
                SteeredRebuild.class,
                AnsweredFiles.class,
                AnsweredFile.class);
        worker.registerActivitiesImplementations(new HeartbeatActivity.Endless(), (SteeredRebuild.Stumbling) () -> {
            throw new IllegalStateException("PostgreSQL is away");
        });
        factory.start();
        return factory;
    }

    private Installation ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> http().get("/health/readiness").statusCode() == 200);
        return this;
    }

    /** With its first run behind it: a worker's first task loads half of its classes: on a busy machine that takes longer than a query may. */
    public Installation warm() {
        String id = submit("warm-up");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> http().get("/runs/" + id).body().contains("\"RUNNING\""));
        workflow(id).signal("end", Ending.SUCCEED);
        Awaitility.await().until(() -> workflow(id).describe().getCloseTime() != null);
        return this;
    }

    public Http http() {
        return new Http(starter.uri());
    }

    public MemoryLogs logs() {
        return logs;
    }

    public WorkflowClient client() {
        return client;
    }

    public WorkflowStub workflow(String runId) {
        return client.newUntypedWorkflowStub(runId);
    }

    public void report(RunReport report) {
        workflow(report.id()).signal("report", report);
    }

    /** Ends a run, and returns once Temporal has it closed. */
    public void end(String runId, Ending ending) {
        workflow(runId).signal("end", ending);
        Awaitility.await().until(() -> workflow(runId).describe().getCloseTime() != null);
    }

    public String submit(String name) {
        return http().post("/runs", "name: " + name + "\nmodules:\n  - {name: monthly, image: 'monthly:1'}\n")
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .substring("/runs/".length());
    }

    /** The same with labels, which are JSON. */
    public String submit(String name, String labels) {
        return http().post(
                        "/runs",
                        "name: " + name + "\nlabels: " + labels
                                + "\nmodules:\n  - {name: monthly, image: 'monthly:1'}\n")
                .headers()
                .firstValue("Location")
                .orElseThrow()
                .substring("/runs/".length());
    }

    /** An attempt of a run's present execution. */
    public AttemptId attempt(String runId, String step, int number) {
        return new AttemptId(runId, workflow(runId).describe().getExecution().getRunId(), step, number);
    }

    @Override
    public void close() {
        starter.close();
        workers.ifPresent(WorkerFactory::shutdownNow);
        stubs.shutdownNow();
    }
}
