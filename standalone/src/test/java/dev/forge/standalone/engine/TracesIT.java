package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.standalone.client.StarterClient;
import dev.forge.standalone.engine.SpanCollector.Told;
import io.temporal.client.WorkflowOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Traces of runs on an engine with its real Temporal, as a collector gets them. */
@Timeout(400)
class TracesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    /** Its first step fails once. */
    private static final String PIPELINE = """
            {"name": "hello", "modules": [
              {"name": "a", "image": "a:1", "command": ["sh", "-c"], "args": ["test $FORGE_ATTEMPT -gt 1"],
               "retry": {"limit": 1, "backoff": "1s"}},
              {"name": "b", "image": "b:1", "command": ["true"]}]}""";

    @TempDir
    private Path folder;

    @Test
    void oneTraceLeadsFromTheCallToEveryAttemptOfEveryStep() throws Exception {
        try (SpanCollector collector = new SpanCollector();
                Engine engine = Engine.start(settings(collector.endpoint()))) {
            HttpResponse<String> answer = submit(engine);
            String id = answer.headers().firstValue("Location").orElseThrow().substring("/runs/".length());
            awaitState(engine, id, RunState.SUCCEEDED);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ofTrace(collector, TRACE))
                            .extracting(Told::name)
                            .containsExactlyInAnyOrder(
                                    "POST /runs",
                                    "run",
                                    "resolve",
                                    "attempt a",
                                    "attempt a",
                                    "attempt b",
                                    "finish a",
                                    "finish a",
                                    "finish b"));

            List<Told> all = ofTrace(collector, TRACE);
            Told call = one(all, "POST /runs");
            assertThat(call.parent()).isEqualTo(CALLER);
            assertThat(call.service()).isEqualTo("forge-starter");
            assertThat(call.attributes())
                    .containsEntry("http.request.method", "POST")
                    .containsEntry("http.route", "/runs")
                    .containsEntry("http.response.status_code", "202");
            Told run = one(all, "run");
            assertThat(run.parent()).isEqualTo(call.id());
            assertThat(run.service()).isEqualTo("forge-worker");
            assertThat(run.attributes())
                    .containsEntry("forge.run", id)
                    .containsEntry("forge.pipeline", "hello")
                    .containsEntry("forge.outcome", "SUCCEEDED");
            assertThat(all.stream().filter(span -> !span.equals(run) && !span.equals(call)))
                    .allSatisfy(span -> assertThat(span.parent()).isEqualTo(run.id()))
                    .allSatisfy(span -> assertThat(span.service()).isEqualTo("forge-worker"));
            Told first = attempt(all, "a", 1);
            assertThat(first.failed()).isTrue();
            assertThat(first.attributes())
                    .containsEntry("forge.image", "a:1")
                    .containsEntry("forge.outcome", "FAILED")
                    .containsEntry("forge.category", "MODULE_EXIT")
                    .containsEntry("forge.exit_code", "1");
            Told second = attempt(all, "a", 2);
            assertThat(second.failed()).isFalse();
            assertThat(second.events()).contains("launched", "container started", "container ended");
            assertThat(second.start()).isGreaterThan(first.end());
            assertThat(run.start()).isLessThanOrEqualTo(first.start());
            assertThat(run.end()).isGreaterThanOrEqualTo(attempt(all, "b", 1).end());
            // Neither what looks after the starter, nor another run's trace.
            assertThat(collector.spans()).extracting(Told::name).noneMatch(name -> name.contains("health"));
        }
    }

    @Test
    void aRunThatTemporalWasAskedForByHandHasATraceOfItsOwn() throws Exception {
        try (SpanCollector collector = new SpanCollector();
                Engine engine = Engine.start(settings(collector.endpoint()));
                Clients temporal = Clients.of(engine.state().temporal(), List.of())) {
            JsonNode input = HistoryFormat.mapper().readTree(PIPELINE);
            temporal.client()
                    .newUntypedWorkflowStub(
                            PipelineWorkflow.TYPE,
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId("by-hand")
                                    .setTaskQueue(TaskQueues.FORGE)
                                    .build())
                    .start(input);
            awaitState(engine, "by-hand", RunState.SUCCEEDED);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(collector.spans()).extracting(Told::name).contains("run"));

            Told run = one(collector.spans(), "run");
            assertThat(run.parent()).isEmpty();
            assertThat(ofTrace(collector, run.trace()))
                    .extracting(Told::name)
                    .contains("resolve", "attempt a", "attempt b", "finish a", "finish b");
        }
    }

    @Test
    void aCollectorThatIsAwayKeepsNoRunFromItsEndAndNoEngineFromStopping() throws Exception {
        Instant told;
        try (Engine engine = Engine.start(settings("http://127.0.0.1:" + nobodys()))) {
            HttpResponse<String> answer = submit(engine);
            awaitState(
                    engine,
                    answer.headers().firstValue("Location").orElseThrow().substring("/runs/".length()),
                    RunState.SUCCEEDED);
            told = Instant.now();
        }
        // Temporal and PostgreSQL stop too.
        assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void whatOpenTelemetryCannotDoIsSaidBeforeAnythingStarts() throws Exception {
        Map<String, String> environment = new HashMap<>(environment("http://127.0.0.1:" + nobodys()));
        environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");

        assertThatThrownBy(() -> Engine.start(settings(environment)))
                .isInstanceOf(EngineProblem.class)
                .hasMessageContaining("http/protobuf");
    }

    private static HttpResponse<String> submit(Engine engine) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI runs = engine.state().api().resolve("/runs");
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(runs)
                            .header("Content-Type", "application/json")
                            .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")
                            .POST(BodyPublishers.ofString(PIPELINE))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(202);
            return answer;
        }
    }

    private static void awaitState(Engine engine, String id, RunState state) {
        StarterClient starter = new StarterClient(engine.state().api());
        await().atMost(PATIENCE).until(() -> starter.report(id).state() == state);
    }

    private static List<Told> ofTrace(SpanCollector collector, String trace) {
        return collector.spans().stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
    }

    private static Told one(List<Told> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Told attempt(List<Told> spans, String step, int number) {
        return spans.stream()
                .filter(span -> span.name().equals("attempt " + step))
                .filter(span -> span.attributes().get("forge.attempt").equals(Integer.toString(number)))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> environment(String endpoint) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "100");
        return environment;
    }

    private EngineSettings settings(String endpoint) throws IOException {
        return settings(environment(endpoint));
    }

    private EngineSettings settings(Map<String, String> environment) throws IOException {
        return TestEngines.settings(new Home(folder.resolve("home")), folder, environment);
    }

    /** A port where nobody listens. */
    private static int nobodys() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return taken.getLocalPort();
        }
    }
}
