package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.ObjectLogSettings;
import dev.forge.archive.ObjectLogStore;
import dev.forge.archive.records.Archive;
import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.SearchAttributes;
import dev.forge.k8s.Names;
import dev.forge.runtime.StoredLogs;
import dev.forge.starter.ForgeStarter;
import dev.forge.starter.StarterSettings;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Forge as a platform team installs it: workers that are processes of their own, a starter, a Temporal, an object store
 * for logs, and a namespace. What scenarios assert is what a user sees: {@code GET /runs/{id}}, the log, kubectl's view.
 */
final class Installation implements AutoCloseable {
    /** What a loaded machine with two cores needs for a handful of steps, several times over. */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Space space;
    private final Temporal temporal;
    private final String name;
    private final ObjectStore objects;
    private final ObjectLogStore logs;
    private final WorkflowServiceStubs stubs;
    private final ForgeStarter starter;
    private final Deque<WorkerProcess> workers = new ArrayDeque<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> settings = new LinkedHashMap<>();

    private Installation(Space space, Temporal temporal, StarterSettings starterSettings) throws Exception {
        this.space = space;
        this.temporal = temporal;
        this.name = space.name();
        this.objects = ObjectStore.open();
        this.logs = ObjectLogStore.open(logSettings());
        temporal.namespace(name);
        this.stubs = temporal.stubs();
        SearchAttributes.ensure(stubs, name);
        WorkflowClient client = temporal.client(stubs, name);
        this.starter = ForgeStarter.start(starterSettings, client, new StoredLogs(logs), Archive.absent());
        settings.putAll(defaults());
    }

    static Installation in(Space space) throws Exception {
        return in(space, Temporal.shared());
    }

    /** With a starter that is set up otherwise. */
    static Installation in(Space space, StarterSettings starter) throws Exception {
        return new Installation(space, Temporal.shared(), starter);
    }

    /** With a Temporal of the scenario's own, which it may stop. */
    static Installation in(Space space, Temporal temporal) throws Exception {
        return new Installation(space, temporal, StarterSettings.anyPort());
    }

    /** Changes a worker setting, by its environment variable, for workers that are started later. */
    Installation with(String variable, String value) {
        settings.put(variable, value);
        return this;
    }

    /** Has Source and Sink run by the image that ships, with the keys of {@link StoreKeys}, for workers started later. */
    Installation withTransfersTo(URI store) {
        return with("FORGE_IMAGES_TRANSFER", "forge/transfer:1")
                .with("FORGE_TRANSFER_CREDENTIALS_SECRET", StoreKeys.SECRET)
                .with("FORGE_TRANSFER_ENV_AWS_ENDPOINT_URL_S3", store.toString());
    }

    WorkerProcess startWorker() {
        WorkerProcess worker = WorkerProcess.start(settings);
        workers.add(worker);
        return worker;
    }

    Space space() {
        return space;
    }

    ObjectStore objects() {
        return objects;
    }

    WorkflowClient temporalClient() {
        return temporal.client(stubs, name);
    }

    /** Submits a pipeline as a user does, and returns the run's id. */
    String submit(Chain chain) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(starter.uri().resolve("/runs"))
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(chain.yaml()))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow().substring("/runs/".length());
    }

    void cancel(String run) throws IOException, InterruptedException {
        post(uri(run, "/cancel"), "");
    }

    /** Has a paused or held run go on, as the JSON of the call says. */
    void goOn(String run, String json) throws IOException, InterruptedException {
        post(uri(run, "/continue"), json);
    }

    private void post(URI uri, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    RunReport show(String run) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(HttpRequest.newBuilder(uri(run, "")).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return HistoryFormat.mapper().readValue(answer.body(), RunReport.class);
    }

    /** The log of a step's attempt as it is kept. */
    byte[] log(String run, String step, int attempt) throws IOException, InterruptedException {
        URI uri = uri(run, "/steps/" + step + "/logs?attempt=" + attempt);
        HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** What is answered about a run, at a path below its own. */
    HttpResponse<byte[]> get(String run, String rest) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(run, rest)).build(), BodyHandlers.ofByteArray());
    }

    RunReport awaitEnd(String run) {
        return await(run, report -> report.state().ended());
    }

    RunReport awaitSuccess(String run) {
        RunReport report = awaitEnd(run);
        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.SUCCEEDED);
        return report;
    }

    RunReport await(String run, Predicate<RunReport> condition) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> show(run), condition);
    }

    /** Waits until a step's container runs. */
    RunReport awaitRunning(String run, String step) {
        return await(run, report -> {
            List<dev.forge.contract.run.AttemptReport> attempts =
                    step(report, step).attempts();
            return !attempts.isEmpty()
                    && attempts.getLast().startedAt().isPresent()
                    && attempts.getLast().endedAt().isEmpty();
        });
    }

    static StepReport step(RunReport report, String step) {
        return report.steps().stream()
                .filter(each -> each.name().equals(step))
                .findFirst()
                .orElseThrow();
    }

    List<Job> jobs(String run) {
        return Cluster.shared()
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(space.name())
                .withLabel(Names.RUN, RunKey.of(run))
                .list()
                .getItems();
    }

    List<Pod> pods(String run) {
        return Cluster.shared()
                .client()
                .pods()
                .inNamespace(space.name())
                .withLabel(Names.RUN, RunKey.of(run))
                .list()
                .getItems();
    }

    /** Pods of a run whose containers may still run. */
    List<Pod> livePods(String run) {
        return pods(run).stream().filter(Installation::isLive).toList();
    }

    /** kubelet tells the end of the containers first, and the pod's phase a moment later. */
    private static boolean isLive(Pod pod) {
        List<ContainerStatus> containers = Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .toList();
        boolean ended = !pod.getStatus().getContainerStatuses().isEmpty()
                && containers.stream().allMatch(each -> each.getState().getTerminated() != null);
        return !ended
                && !List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase());
    }

    private URI uri(String run, String rest) {
        return starter.uri().resolve("/runs/" + run + rest);
    }

    private ObjectLogSettings logSettings() {
        return new ObjectLogSettings(
                Optional.of(objects.endpoint()),
                Optional.of("us-east-1"),
                ObjectStore.BUCKET,
                "logs/",
                Optional.of(objects.key()));
    }

    private Map<String, String> defaults() {
        Map<String, String> all = new LinkedHashMap<>(objects.credentials());
        all.put("KUBECONFIG", Cluster.shared().kubeconfig().toString());
        all.put("FORGE_TEMPORAL_ADDRESS", temporal.address());
        all.put("FORGE_TEMPORAL_NAMESPACE", name);
        all.put("FORGE_INSTALLATION", "e2e");
        all.put("FORGE_NAMESPACES", space.name() + "=" + Space.CLAIM);
        // Only the small containers around a workspace use it here, and they need no more than a shell.
        all.put("FORGE_IMAGES_TRANSFER", "busybox:1.36");
        all.put("FORGE_GRACE", "2s");
        all.put("FORGE_LOGS_BUCKET", ObjectStore.BUCKET);
        all.put("FORGE_LOGS_PREFIX", "logs/");
        all.put("FORGE_LOGS_ENDPOINT", objects.endpoint().toString());
        all.put("FORGE_LOGS_REGION", "us-east-1");
        return all;
    }

    @Override
    public void close() throws IOException {
        workers.forEach(WorkerProcess::close);
        starter.close();
        stubs.shutdownNow();
        logs.close();
        objects.close();
        space.close();
    }
}
