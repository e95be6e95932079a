package dev.forge.standalone.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.records.Archive;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.NothingRuntime;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.client.Unreachable;
import dev.forge.worker.reaper.Reaper;
import dev.forge.worker.reaper.ReaperSettings;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that Temporal ends from outside, on an engine with its real Temporal and PostgreSQL, and a receiver. */
@Timeout(600)
class CutOffIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private Engine engine;
    private Clients temporal;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(home().root().resolve("secrets/hook"));
        Files.writeString(home().root().resolve("secrets/hook/signing"), "hush\n");
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/hook", this::take);
        receiver.start();
        startEngine();
    }

    private void startEngine() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("FORGE_REAPER_EVERY", "200ms");
        engine = Engine.start(TestEngines.settings(home(), folder, environment));
        temporal = Clients.of(engine.state().temporal(), List.of());
    }

    @AfterEach
    void stop() throws Exception {
        Files.writeString(folder.resolve("end"), "");
        stopEngine();
        receiver.stop(0);
    }

    private void stopEngine() {
        temporal.close();
        engine.close();
    }

    @Test
    void aRunThatIsTerminatedIsToldOnceHoweverManyLookForItAndIsKept() throws Exception {
        String cut = submit("cut");
        awaitRunning(cut);
        String execution;
        try (Reaper _ = anotherReaper();
                Reaper _ = anotherReaper()) {
            execution = terminate(cut);

            await().atMost(PATIENCE).until(() -> told(cut) == 1);
        }

        JsonNode message = messages.getFirst();
        assertThat(message.path("id").asText()).isEqualTo(execution + "-1");
        assertThat(message.path("temporalRunId").asText()).isEqualTo(execution);
        assertThat(message.path("pipeline").asText()).isEqualTo("cut");
        assertThat(message.path("state").asText()).isEqualTo("FAILED");
        assertThat(message.path("category").asText()).isEqualTo("INTERNAL");
        assertThat(message.path("failure").asText()).contains("terminated", "Try: submit it again");
        assertThat(message.has("endedAt")).isTrue();
        await().atMost(PATIENCE).until(() -> notification(cut).path("state").asText(), "DELIVERED"::equals);
        assertThat(notification(cut).path("id").asText()).isEqualTo(execution + "-1");
        await().atMost(PATIENCE).until(() -> failedOf("cut") == 1);

        stopEngine();
        startEngine();
        String next = submit("next");
        awaitRunning(next);
        terminate(next);

        await().atMost(PATIENCE).until(() -> told(next) == 1);
        await().atMost(PATIENCE).until(() -> failedOf("next") == 1);
        assertThat(told(cut)).as("of the one before").isEqualTo(1);
        assertThat(failedOf("cut")).isEqualTo(1);
    }

    @Test
    void aRunThatIsResetWhileItRunsIsToldOfWhenThatEnds() throws Exception {
        String run = submit("again");
        awaitRunning(run);
        String first = execution(run);
        Resets.toTheBeginning(temporal, run, first);
        awaitRunning(run);
        String second = execution(run);
        // Terminates the second, of which it says nothing.
        Resets.toTheBeginning(temporal, run, first);
        awaitRunning(run);
        String third = execution(run);
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        // Once that is told of, the others have been looked at.
        String other = submit("other");
        awaitRunning(other);
        terminate(other);
        await().atMost(PATIENCE).until(() -> told(other) == 1);
        assertThat(told(run)).isZero();

        Files.writeString(folder.resolve("end"), "");

        await().atMost(PATIENCE).until(() -> told(run) == 1);
        JsonNode message = messages.getLast();
        assertThat(message.path("temporalRunId").asText()).isEqualTo(third);
        assertThat(message.path("state").asText()).isEqualTo("SUCCEEDED");

        assertThat(failedOf("again")).isZero();
    }

    @Test
    void whatComesOfARunThatIsResetAfterItWasTerminatedTakesThePlaceOfThat() throws Exception {
        String run = submit("revived");
        awaitRunning(run);
        String first = terminate(run);
        await().atMost(PATIENCE).until(() -> failedOf("revived") == 1);
        // Temporal has one that was reset begin when it was, and its end is kept, too.
        Resets.toTheBeginning(temporal, run, first);
        awaitRunning(run);
        String second = terminate(run);
        await().atMost(PATIENCE).until(() -> told(run) == 2);
        Resets.toTheBeginning(temporal, run, second);
        awaitRunning(run);

        Files.writeString(folder.resolve("end"), "");

        await().atMost(PATIENCE).until(() -> told(run) == 3);
        assertThat(messages.getLast().path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(counted("revived", "succeedJob")).isEqualTo(1);
        assertThat(failedOf("revived")).isZero();
    }

    @Test
    void aRunThatReachesATimeLimitAndOneWhoseIdIsStartedAnewAreTold() throws Exception {
        byHand("late", Optional.of(Duration.ofSeconds(3)));
        byHand("anew", Optional.empty());
        awaitRunning("anew");
        String replaced = execution("anew");
        byHand("anew", Optional.empty());

        await().atMost(PATIENCE).until(() -> told("late") == 1 && told("anew") == 1);

        assertThat(of("late").path("failure").asText()).contains("time limit");
        assertThat(of("anew").path("temporalRunId").asText()).isEqualTo(replaced);
    }

    /** As other workers have one, without the archive, and looking all the time. */
    private Reaper anotherReaper() {
        NothingRuntime nothing = new NothingRuntime();
        ForgeActivities activities =
                new ForgeActivities(nothing, AttemptLogs.NONE, (_, _) -> {}, Archive.absent(), RunPolicy.DEFAULT);
        return Reaper.start(
                nothing,
                temporal.client(),
                activities.cutOffs(temporal.client()),
                new ReaperSettings(Duration.ofMillis(20), Duration.ofMinutes(10), 10, Duration.ofDays(7)),
                Clock.systemUTC());
    }

    private String submit(String name) {
        return starter().submit(pipeline(name), "application/json", Optional.empty());
    }

    private String pipeline(String name) {
        return "{\"name\": \"" + name + "\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\", \"command\": [\"sh\","
                + " \"-c\"], \"args\": [\"until test -e " + folder.resolve("end") + "; do sleep 0.1; done\"]}],"
                + " \"notify\": [{\"webhook\": \"http://127.0.0.1:"
                + receiver.getAddress().getPort()
                + "/hook\", \"secret\": {\"secret\": \"hook\", \"key\": \"signing\"}}]}";
    }

    /** Whatever has the id ends. */
    private void byHand(String id, Optional<Duration> limit) throws IOException {
        WorkflowOptions.Builder options = WorkflowOptions.newBuilder()
                .setWorkflowId(id)
                .setTaskQueue(TaskQueues.FORGE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_TERMINATE_EXISTING);
        limit.ifPresent(options::setWorkflowExecutionTimeout);
        WorkflowStub run = temporal.client().newUntypedWorkflowStub(PipelineWorkflow.TYPE, options.build());
        run.start(HistoryFormat.mapper().readTree(pipeline(id)));
    }

    private String terminate(String run) {
        String execution = execution(run);
        temporal.client().newUntypedWorkflowStub(run).terminate("by hand");
        return execution;
    }

    private String execution(String run) {
        return temporal.client()
                .newUntypedWorkflowStub(run)
                .describe()
                .getExecution()
                .getRunId();
    }

    private void awaitRunning(String run) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(Unreachable.class)
                .until(() -> starter().report(run).state() == RunState.RUNNING
                        && starter().run(run).at("/steps/0/attempts/0").has("startedAt"));
    }

    private long told(String run) {
        return messages.stream()
                .filter(message -> message.path("run").asText().equals(run))
                .count();
    }

    private JsonNode of(String run) {
        return messages.stream()
                .filter(message -> message.path("run").asText().equals(run))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode notification(String run) throws Exception {
        HttpRequest call = HttpRequest.newBuilder(engine.state().api().resolve("/runs/" + run + "/notifications"))
                .build();
        return HistoryFormat.mapper()
                .readTree(HTTP.send(call, BodyHandlers.ofString()).body())
                .at("/notifications/0");
    }

    /** As the archive counts them. */
    private int failedOf(String pipeline) {
        return counted(pipeline, "failedJob");
    }

    private int counted(String pipeline, String what) {
        for (JsonNode one : starter().stats(Optional.empty()).path("pipelines")) {
            if (one.path("pipeline").asText().equals(pipeline)) {
                return one.path(what).asInt();
            }
        }
        return 0;
    }

    private StarterClient starter() {
        return new StarterClient(engine.state().api());
    }

    private void take(HttpExchange exchange) throws IOException {
        messages.add(HistoryFormat.mapper()
                .readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }
}
