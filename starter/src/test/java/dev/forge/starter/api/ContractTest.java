package dev.forge.starter.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed contract, as a validator of JSON Schema reads it. */
class ContractTest {
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final JsonNode CONTRACT = read();

    /** A run's rerun takes no body, and a job is never changed. */
    private static final List<String> REFUSES_ALL =
            List.of("/jobs/{id} put", "/jobs/{id} patch", "/runs/{id}/rerun post");

    @Test
    void everySchemaIsAJsonSchema() {
        JsonSchema meta = FACTORY.getSchema(URI.create("https://json-schema.org/draft/2020-12/schema"));
        List<JsonNode> schemas = Stream.concat(
                        CONTRACT.at("/components/schemas").valueStream(), CONTRACT.findValues("schema").stream())
                .toList();

        assertThat(schemas)
                .hasSizeGreaterThan(100)
                .allSatisfy(schema -> assertThat(meta.validate(schema)).isEmpty());
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = CONTRACT.findValuesAsText("$ref");

        assertThat(references).hasSizeGreaterThan(100).allSatisfy(reference -> {
            assertThat(reference).startsWith("#/components/");
            assertThat(CONTRACT.at(reference.substring(1)).isObject()).isTrue();
        });
    }

    @Test
    void everyExampleOfABodyFitsItsSchema() {
        List<JsonNode> bodies = bodies().filter(media -> media.has("example")).toList();

        assertThat(bodies)
                .hasSizeGreaterThan(5)
                .allSatisfy(media -> assertThat(schema(media.path("schema")).validate(media.path("example")))
                        .isEmpty());
    }

    @Test
    void everyBodySaysWhatMayBeInIt() {
        // Those of the calls that refuse whatever is sent take anything.
        assertThat(calls().filter(call -> !call.getKey().startsWith("/jobs/{id} "))
                        .filter(call -> !call.getKey().startsWith("/runs/{id}/rerun "))
                        .flatMap(call ->
                                call.getValue().at("/requestBody/content").valueStream()))
                .hasSizeGreaterThan(5)
                .allSatisfy(media -> assertThat(media.path("schema").toString()).contains("$ref"));
    }

    @Test
    void everyProblemFitsTheSchemaOfProblems() {
        JsonSchema problem = schema(Schemas.reference("ProblemDocument"));

        assertThat(Problems.words())
                .hasSizeGreaterThan(20)
                .allSatisfy(code -> assertThat(problem.validate(CONTRACT.at("/components/examples/" + code + "/value")))
                        .isEmpty());
    }

    @Test
    void everyCallHasExamplesOfWhatItIsSentAndAnswers() {
        assertThat(calls().filter(call -> !REFUSES_ALL.contains(call.getKey()))).allSatisfy(call -> {
            assertThat(call.getValue().at("/requestBody/content").valueStream())
                    .allSatisfy(media -> assertThat(media.has("example")).isTrue());
            assertThat(call.getValue().path("responses").valueStream())
                    .flatMap(answer -> answer.path("content").valueStream().toList())
                    .allSatisfy(media -> assertThat(media.path("examples").size())
                            .as(media.toString())
                            .isPositive());
        });
    }

    @Test
    void everyExampleOfAnAnswerHasTheFieldsOfItsSchemaAndNoOthers() {
        assertThat(calls().flatMap(call -> call.getValue().path("responses").properties().stream()
                        .filter(answer -> answer.getKey().startsWith("2"))
                        .flatMap(answer -> answer.getValue().path("content").valueStream())))
                .hasSizeGreaterThan(50)
                .allSatisfy(media -> {
                    JsonSchema schema = closed(media.path("schema"));
                    assertThat(media.path("examples").valueStream())
                            .allSatisfy(reference -> assertThat(schema.validate(CONTRACT.at(
                                            reference.path("$ref").asText().substring(1) + "/value")))
                                    .isEmpty());
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    JobRequest      | {"jobName": "a", "image": "a:1", "timeOut": 15}         | true
                    JobRequest      | {"jobName": "a", "image": "a:1", "cron": "0 6 * * *"}   | false
                    JobRequest      | {"image": "a:1"}                                        | false
                    ScheduledJobRequest | {"cron": "0 6 * * *"}                           | true
                    ScheduledJobRequest | {"name": "a", "containers": [{"image": "a:1"}], "schedule": "@daily"} | true
                    ScheduledJobRequest | {"cron": "0 6 * * *", "run": {"name": "a"}}     | false
                    ScheduleNote    | {"note": "why"}                                         | true
                    ScheduleTrigger | {"overlap": "allowAll"}                                 | true
                    ScheduleTrigger | {"overlap": "whenever"}                                 | false
                    ScheduleBackfill | {"from": "2026-11-01T00:00:00Z", "to": "2026-11-02T00:00:00Z"} | true
                    ScheduleBackfill | {"from": "2026-11-01T00:00:00Z"}                       | false
                    ContinueRequest | {"from": "monthly"}                                     | true
                    ContinueRequest | {"from": 1}                                             | false
                    CancelRequest   | {"why": "x"}                                            | false
                    PauseRequest    | {"reason": "x"}                                         | true
                    StepChange      | {"env": {"UNITS": null}, "resources": {"memory": "1Gi"}} | true
                    StepChange      | {"image": null}                                         | false
                    StepChange      | {}                                                      | false
                    RunRequest      | {"pipeline": {"name": "a", "modules": [{"name": "m"}]}} | false
                    """)
    void aBodyFitsWhereTheCallWouldTakeIt(String name, String body, boolean fits) throws IOException {
        assertThat(schema(Schemas.reference(name))
                        .validate(new YAMLMapper().readTree(body))
                        .isEmpty())
                .isEqualTo(fits);
    }

    private static Stream<JsonNode> bodies() {
        return calls().flatMap(
                        call -> call.getValue().at("/requestBody/content").valueStream());
    }

    private static Stream<Map.Entry<String, JsonNode>> calls() {
        return CONTRACT.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(verb -> Map.entry(path.getKey() + " " + verb.getKey(), verb.getValue())));
    }

    private static JsonSchema schema(JsonNode schema) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", CONTRACT.path("components"));
        return FACTORY.getSchema(whole);
    }

    /** The same without room for fields that it does not name. */
    private static JsonSchema closed(JsonNode schema) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.putArray("allOf").add(schema);
        whole.put("unevaluatedProperties", schema.isEmpty());
        whole.set("components", CONTRACT.path("components"));
        return FACTORY.getSchema(whole);
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(Path.of("../docs/openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
