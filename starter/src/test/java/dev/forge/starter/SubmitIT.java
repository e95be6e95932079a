package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Parsed;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Steering.Ending;
import io.temporal.client.WorkflowExecutionMetadata;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitIT {
    private static final String YAML = """
            name: weather
            modules:
              - name: monthly
                image: weather-monthly:1
            """;
    private static final String JSON = """
            {"modules": [{"image": "weather-monthly:1", "name": "monthly"}], "name": "weather"}""";

    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.attended("submit");
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void aPipelineIsAcceptedAndItsRunCanBeLookedAt() {
        HttpResponse<String> answer = http.post("/runs", YAML);

        assertThat(answer.statusCode()).isEqualTo(202);
        String location = location(answer);
        assertThat(location).matches("/runs/weather-[a-z2-7]{7}");
        String id = location.substring(6);
        assertThatJson(answer.body())
                .isEqualTo(("{id: '%1$s', state: 'QUEUED', pipeline: 'weather', links: {self: '/runs/%1$s',"
                                + " logs: '/runs/%1$s/steps/{step}/logs', events: '/runs/%1$s/events',"
                                + " cancel: '/runs/%1$s/cancel', pause: '/runs/%1$s/pause', continue: '/runs/%1$s/continue',"
                                + " rerun: '/runs/%1$s/rerun', results: '/results?run=%1$s'}}")
                        .formatted(id));
        assertThat(http.get(location).statusCode()).isEqualTo(200);
    }

    @Test
    void theWorkflowGetsTheCanonicalPipelineAndIsLabelledForTheWebUi() {
        String id = id(http.post("/runs", YAML));

        WorkflowExecutionMetadata workflow = forge.workflow(id).describe();
        assertThat(workflow.getWorkflowType()).isEqualTo("Pipeline");
        assertThat(workflow.getTaskQueue()).isEqualTo("forge");
        assertThat(workflow.<String>getMemo(RunAttributes.MEMO_PIPELINE, String.class))
                .isEqualTo("weather");
        String hash = (String) workflow.getMemo(RunAttributes.MEMO_REQUEST_HASH, String.class);
        assertThat(hash).hasSize(50);
        assertThat(workflow.getTypedSearchAttributes().get(RunAttributes.PIPELINE))
                .isEqualTo("weather");
        assertThat(forge.workflow(id).describe().getStaticSummary()).isEqualTo("monthly");
        String input = forge.client()
                .fetchHistory(id)
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8();
        assertThat(PipelineParser.parse(input))
                .isEqualTo(PipelineParser.parse(YAML))
                .isInstanceOf(Parsed.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/yaml",
                "application/x-yaml",
                "text/yaml",
                "text/x-yaml"
            })
    void everyUsualMediaTypeIsUnderstood(String mediaType) {
        assertThat(http.post("/runs", JSON, mediaType).statusCode()).isEqualTo(202);
    }

    @Test
    void formDataIsRefusedWithTheCurlOptionThatMendsIt() {
        HttpResponse<String> answer = http.post("/runs", YAML, "application/x-www-form-urlencoded");

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThatJson(answer.body()).node("code").isEqualTo("unsupported_media_type");
        assertThatJson(answer.body())
                .node("detail")
                .asString()
                .contains("curl's own choice", "-H 'Content-Type: application/json'");
        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirFields() {
        HttpResponse<String> answer =
                http.post("/runs", "name: weather\nmodules:\n  - name: monthly\n    imag: a:1\n    timeout: 15\n");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThatJson(answer.body()).node("code").isEqualTo("pipeline_invalid");
        assertThatJson(answer.body())
                .node("errors")
                .isArray()
                .extracting("pointer")
                .contains("/modules/0/imag", "/modules/0/timeout");
        assertThatJson(answer.body()).node("errors[0].line").isIntegralNumber();
    }

    @Test
    void aRunRequestIsAcceptedAndItsLabelsAreToldToTemporal() {
        HttpResponse<String> answer = http.post(
                "/runs", "{pipeline: weather, version: 3, parameters: {year: 2019}, labels: {team: climate}}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThatJson(answer.body()).node("pipeline").isEqualTo("weather");
        WorkflowExecutionMetadata workflow = forge.workflow(id(answer)).describe();
        assertThat(workflow.getMemo(RunAttributes.MEMO_LABELS, Map.class)).isEqualTo(Map.of("team", "climate"));
        assertThat(forge.workflow(id(answer)).describe().getStaticSummary()).isEqualTo("weather, version 3");
    }

    @Test
    void aRunThatIsForAnObjectNamesItFromItsSubmissionOn() {
        HttpResponse<String> answer = http.post("/runs", """
                pipeline: weather
                watch: {bucket: weather, key: in/oslo.csv, etag: 0cc1, size: 2048}
                """);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThatJson(http.get(location(answer)).body())
                .node("watch")
                .isEqualTo("{bucket: 'weather', key: 'in/oslo.csv', etag: '0cc1', size: 2048}");
    }

    @Test
    void allMistakesOfARunRequestAreToldAtOnce() {
        HttpResponse<String> answer = http.post("/runs", """
                pipeline: {name: weather, parameters: {year: {type: integer}}, modules: [{name: a, image: i}]}
                parameters: {yaer: 1}
                """);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThatJson(answer.body()).node("code").isEqualTo("run_request_invalid");
        assertThatJson(answer.body())
                .node("errors")
                .isArray()
                .extracting("pointer")
                .containsExactly("/parameters/year", "/parameters/yaer");
    }

    @Test
    void aKeyCoversParametersAndLabels() {
        String request = "{pipeline: weather, parameters: {a: 1, b: 2}, labels: {x: y}}";
        HttpResponse<String> first = http.postWithKey("request", request);

        assertThat(location(
                        http.postWithKey("request", "{parameters: {b: 2, a: 1}, labels: {x: y}, pipeline: weather}")))
                .isEqualTo(location(first));
        assertThat(http.postWithKey("request", request.replace("a: 1", "a: 3")).statusCode())
                .isEqualTo(422);
        assertThat(http.postWithKey("request", request.replace("x: y", "x: z")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        HttpResponse<String> answer =
                http.post("/runs", "{\"name\": \"weather\",\n \"modules\": [}", "application/json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThatJson(answer.body()).node("code").isEqualTo("syntax_error");
        assertThatJson(answer.body()).node("errors[0].line").isEqualTo(2);
        assertThatJson(answer.body()).node("errors[0].column").isIntegralNumber();
    }

    @Test
    void anEmptyBodyIsRefused() {
        HttpResponse<String> answer = http.post("/runs", "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThatJson(answer.body()).node("code").isEqualTo("syntax_error");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        HttpResponse<String> answer = http.send(http.request("/runs")
                .header("Content-Type", "application/yaml")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(new byte[] {'n', (byte) 0xff, 'e'})));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThatJson(answer.body()).node("detail").asString().contains("UTF-8");
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() {
        HttpResponse<String> answer = http.post("/runs", "#".repeat(2 * 1024 * 1024));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThatJson(answer.body()).node("code").isEqualTo("body_too_large");
    }

    @Test
    void theSameKeyWithTheSamePipelineIsTheSameRun() {
        HttpResponse<String> first = http.postWithKey("same", YAML);
        HttpResponse<String> second = http.postWithKey("same", JSON);

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(location(second)).isEqualTo(location(first));
    }

    @Test
    void theSameKeyFindsTheRunThatHasEnded() {
        HttpResponse<String> first = http.postWithKey("ended", YAML);
        forge.end(id(first), Ending.SUCCEED);

        HttpResponse<String> second = http.postWithKey("ended", YAML);

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(location(second)).isEqualTo(location(first));
        assertThatJson(second.body()).node("state").isEqualTo("SUCCEEDED");
    }

    @Test
    void theSameKeyWithAnotherPipelineIsRefused() {
        http.postWithKey("other", YAML);

        HttpResponse<String> answer = http.postWithKey("other", YAML.replace("weather-monthly:1", "weather-monthly:2"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThatJson(answer.body()).node("code").isEqualTo("idempotency_key_reused");
    }

    @Test
    void fiftyClientsWithOneKeyMakeOneRun() throws Exception {
        List<Callable<HttpResponse<String>>> clients = IntStream.range(0, 50)
                .<Callable<HttpResponse<String>>>mapToObj(client -> () -> http.postWithKey("fifty", YAML))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<HttpResponse<String>> answers =
                    threads.invokeAll(clients).stream().map(Future::resultNow).toList();

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
            assertThat(answers.stream().map(SubmitIT::location).collect(Collectors.toSet()))
                    .hasSize(1);
        }
    }

    @Test
    void aKeyThatIsNotPrintableIsRefused() {
        HttpResponse<String> answer = http.postWithKey("a\tb", YAML);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThatJson(answer.body()).node("code").isEqualTo("idempotency_key_invalid");
    }

    @Test
    void aKeyBeyond255CharactersIsRefused() {
        assertThat(http.postWithKey("k".repeat(255), YAML).statusCode()).isEqualTo(202);
        assertThat(http.postWithKey("k".repeat(256), YAML).statusCode()).isEqualTo(400);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String id(HttpResponse<String> answer) {
        return location(answer).substring("/runs/".length());
    }
}
