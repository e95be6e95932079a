package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RebuildCounts.Skipped;
import dev.forge.contract.workflow.Remembered;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.standalone.client.Rebuild;
import dev.forge.standalone.client.StarterClient;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.RawValue;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An archive that was emptied, on an engine with its real Temporal and PostgreSQL. */
@Timeout(400)
class RebuildIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Engine engine;
    private StarterClient starter;
    private Clients temporal;

    @BeforeEach
    void start() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        // What a terminated run has no row of is to be seen by the rebuild alone.
        environment.put("FORGE_REAPER_EVERY", "1h");
        engine = Engine.start(TestEngines.settings(new Home(folder.resolve("home")), folder, environment));
        starter = new StarterClient(engine.state().api());
        temporal = Clients.of(engine.state().temporal(), List.of());
    }

    @AfterEach
    void stop() throws Exception {
        Files.writeString(folder.resolve("end"), "");
        temporal.close();
        engine.close();
    }

    @Test
    void whatTemporalHoldsIsThereAgainAsItWasAndNothingTwice() throws Exception {
        String succeeded = submit("good", "printf 42 > $FORGE_OUTPUT");
        String failed = submit("bad", "echo reading; exit 3");
        String canceled = submit("unwanted", waiting());
        String terminated = submit("cut", waiting());
        String continued = submit("mended", "test -e " + folder.resolve("mended"));
        String refused = refused();
        String job = job();
        String open = submit("open", waiting());
        for (String run : List.of(canceled, terminated, open)) {
            awaitState(run, RunState.RUNNING);
            await().atMost(PATIENCE)
                    .until(() -> starter.run(run).at("/steps/0/attempts/0").has("startedAt"));
        }
        starter.cancel(canceled);
        awaitState(continued, RunState.FAILED);
        Files.writeString(folder.resolve("mended"), "");
        starter.control().goOn(continued, Optional.empty());
        temporal.client().newUntypedWorkflowStub(terminated).terminate("gone");
        List<String> ended = List.of(succeeded, failed, canceled, terminated, continued, refused, job);
        for (String run : ended) {
            await().atMost(PATIENCE).until(() -> starter.report(run).state().ended());
        }
        awaitClosed(8);
        String listed = list();
        List<String> rows = rows("");
        List<String> shown = shown(ended);
        JsonNode counted = starter.stats(Optional.empty());
        assertThat(rows)
                .as("a terminated run is not kept before the reaper comes")
                .hasSizeGreaterThan(6);

        execute("TRUNCATE runs, steps, attempts, tallies CASCADE");
        assertThat(starter.stats(Optional.empty()).path("pipelines")).isEmpty();
        Rebuild rebuild = rebuilt();

        assertThat(rebuild.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rebuild.firstSkipped()).isEmpty();
        assertThat(rebuild.lookedAt())
                .as("those of a run that was continued, too")
                .isEqualTo(8);
        assertThat(rebuild.filled())
                .as("with the earlier execution of one, or without: they are read side by side")
                .isBetween(7L, 8L);
        assertThat(rows(terminated)).isEqualTo(rows);
        assertThat(list()).isEqualTo(listed);
        assertThat(shown(ended)).isEqualTo(shown);
        assertThat(counts(starter.stats(Optional.empty())))
                .as("the terminated run is kept, and counted, from now on")
                .containsExactlyInAnyOrderElementsOf(Stream.concat(counts(counted).stream(), Stream.of("cut 0 0 1"))
                        .toList());
        assertThat(starter.report(open).state()).isEqualTo(RunState.RUNNING);

        Rebuild second = rebuilt();

        assertThat(second.filled()).isZero();
        assertThat(second.kept()).isEqualTo(8);
        assertThat(rows(terminated)).isEqualTo(rows);

        delete(terminated);
        RunReport archived = starter.report(terminated);
        assertThat(archived.state()).isEqualTo(RunState.FAILED);
        assertThat(archived.failure().orElseThrow().failure().category()).isEqualTo(Category.INTERNAL);
    }

    @Test
    void aHistoryThatThisReleaseCannotPlayIsCountedAndTheOthersAreFilled() throws Exception {
        String good = submit("good", "true");
        awaitState(good, RunState.SUCCEEDED);
        WorkerFactory earlier = worker(Earlier.class);
        WorkflowStub stranger = temporal.client()
                .newUntypedWorkflowStub(
                        PipelineWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("stranger")
                                .setTaskQueue("elsewhere")
                                .build());
        stranger.start(Map.of());
        stranger.getResult(RunReport.class);
        earlier.shutdownNow();
        awaitClosed(2);
        execute("TRUNCATE runs, steps, attempts, tallies CASCADE");
        WorkerFactory later = worker(Later.class);

        Rebuild rebuild = rebuilt();

        later.shutdownNow();
        assertThat(rebuild.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rebuild.filled()).isEqualTo(1);
        assertThat(rebuild.skipped()).isEqualTo(1);
        assertThat(rebuild.firstSkipped()).extracting(Skipped::run).containsExactly("stranger");
        assertThat(rebuild.firstSkipped().getFirst().why()).contains("NonDeterministic");
    }

    @Test
    void ofARunThatWasResetTheLastExecutionIsThere() throws Exception {
        String run = submit("again", "test -e " + folder.resolve("mended"));
        awaitState(run, RunState.FAILED);
        Files.writeString(folder.resolve("mended"), "");
        reset(run);
        awaitState(run, RunState.SUCCEEDED);
        awaitClosed(2);
        List<String> rows = rows("");
        assertThat(rows.getFirst()).contains("SUCCEEDED");

        execute("TRUNCATE runs, steps, attempts, tallies CASCADE");
        Rebuild rebuild = rebuilt();

        assertThat(rebuild.lookedAt()).isEqualTo(2);
        assertThat(rows("")).isEqualTo(rows);
    }

    private void reset(String run) {
        String execution = temporal.client()
                .newUntypedWorkflowStub(run)
                .describe()
                .getExecution()
                .getRunId();
        Resets.toTheBeginning(temporal, run, execution);
    }

    /** Waits before it ends. */
    public static final class Earlier extends Strange {
        @Override
        public RunReport run(RawValue request) {
            Workflow.sleep(Duration.ofMillis(10));
            return report();
        }
    }

    /** Does not, which is not what the history says. */
    public static final class Later extends Strange {
        @Override
        public RunReport run(RawValue request) {
            return report();
        }
    }

    /** A workflow of our type that is not ours. */
    abstract static class Strange implements PipelineWorkflow {
        @Override
        public RunReport progress() {
            return report();
        }

        @Override
        public Remembered remembered() {
            throw new IllegalStateException("nobody asks for it");
        }

        @Override
        public Conclusion conclusion() {
            return new Conclusion(
                    report(),
                    Workflow.getInfo().getRunId(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of(),
                    Map.of(),
                    Optional.empty());
        }

        static RunReport report() {
            return new RunReport(
                    "stranger",
                    "stranger",
                    "strange",
                    RunState.SUCCEEDED,
                    Optional.empty(),
                    Optional.empty(),
                    Instant.EPOCH,
                    Optional.of(Instant.EPOCH),
                    List.of(),
                    Optional.empty());
        }
    }

    private WorkerFactory worker(Class<?> implementation) {
        WorkerFactory factory = WorkerFactory.newInstance(temporal.client());
        factory.newWorker("elsewhere").registerWorkflowImplementationTypes(implementation);
        factory.start();
        return factory;
    }

    private Rebuild rebuilt() {
        starter.beginRebuild();
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> starter.as(Rebuild.class, starter.rebuild()),
                        rebuild -> rebuild.state().ended());
    }

    private String waiting() {
        return "until test -e " + folder.resolve("end") + "; do sleep 0.1; done";
    }

    private String submit(String name, String script) {
        return starter.submit(
                "{\"name\": \"" + name + "\", \"labels\": {\"team\": \"climate\"}, \"parameters\": {\"station\":"
                        + " \"oslo\"}, \"modules\": [{\"name\": \"a\", \"image\": \"a:1\", \"command\": [\"sh\", \"-c\"],"
                        + " \"args\": [\"" + script + "\"], \"retry\": {\"limit\": 1, \"backoff\": \"1s\"}}]}",
                "application/json",
                Optional.empty());
    }

    /** Started by hand: the starter would not have taken it. */
    private String refused() {
        temporal.client()
                .newUntypedWorkflowStub(
                        PipelineWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("by-hand")
                                .setTaskQueue(TaskQueues.FORGE)
                                .build())
                .start(Map.of("name", "nothing"));
        return "by-hand";
    }

    private String job() throws Exception {
        URI jobs = engine.state().api().resolve("/jobs");
        String body = "{\"jobName\": \"thumbnails\", \"image\": \"a:1\", \"command\": [\"true\"]}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(jobs)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.headers().firstValue("Location").orElseThrow().substring("/jobs/".length());
        }
    }

    private void awaitState(String run, RunState state) {
        await().atMost(PATIENCE).until(() -> starter.report(run).state() == state);
    }

    /** Temporal tells its lists a moment later. */
    private void awaitClosed(int executions) {
        await().atMost(PATIENCE)
                .until(
                        () -> temporal.client()
                                .listExecutions("WorkflowType = 'Pipeline' AND CloseTime IS NOT NULL")
                                .count(),
                        count -> count == executions);
    }

    private String list() {
        return bySeconds(starter.runs(200));
    }

    private List<String> shown(List<String> runs) {
        return runs.stream().map(starter::run).map(RebuildIT::bySeconds).toList();
    }

    /** Temporal tells a terminated run's times in finer steps than the archive, and not the same ones everywhere. */
    private static String bySeconds(JsonNode told) {
        return told.toString().replaceAll("(T\\d\\d:\\d\\d:\\d\\d)\\.\\d+Z", "$1Z");
    }

    private static List<String> counts(JsonNode stats) {
        List<String> counts = new ArrayList<>();
        stats.path("pipelines")
                .forEach(one -> counts.add(one.path("pipeline").asText() + " "
                        + one.path("succeedJob").asText() + " "
                        + one.path("jobRetry").asText() + " "
                        + one.path("failedJob").asText()));
        return counts;
    }

    private void delete(String run) {
        temporal.stubs()
                .blockingStub()
                .deleteWorkflowExecution(DeleteWorkflowExecutionRequest.newBuilder()
                        .setNamespace("default")
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(run))
                        .build());
        await().atMost(PATIENCE)
                .until(() -> temporal.client()
                                .listExecutions("WorkflowId = '" + run + "'")
                                .count()
                        == 0);
    }

    /** All that the archive has of runs, but for one. */
    private List<String> rows(String but) throws Exception {
        List<String> rows = new ArrayList<>();
        for (String query : List.of(
                "SELECT to_jsonb(r) FROM runs r WHERE id <> '" + but + "' ORDER BY id",
                "SELECT to_jsonb(s) FROM steps s ORDER BY run_id, position",
                "SELECT to_jsonb(a) FROM attempts a ORDER BY run_id, step, position")) {
            try (Connection archive = connection();
                    Statement statement = archive.createStatement();
                    ResultSet found = statement.executeQuery(query)) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
        }
        return rows;
    }

    private void execute(String sql) throws Exception {
        try (Connection archive = connection();
                Statement statement = archive.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connection() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + engine.state().postgresPort().orElseThrow() + "/postgres",
                "forge",
                PostgresPassword.of(new Home(folder.resolve("home"))));
    }
}
