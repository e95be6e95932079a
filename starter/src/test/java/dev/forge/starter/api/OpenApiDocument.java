package dev.forge.starter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.forge.starter.api.AnswerText.Answer;
import dev.forge.starter.api.CallsOfTheCode.Call;
import dev.forge.starter.api.Sources.Comment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The OpenAPI document as the code says it: paths and the schemas of answers from Micronaut's annotation processor, all
 * text, the statuses and the problems from the Javadoc of the operations.
 */
final class OpenApiDocument {
    private static final Path OF_PROCESSOR = Path.of("target/openapi-of-code.yml");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private final ObjectNode generated;
    private final Sources sources = Sources.read(CallsOfTheCode.SOURCES, Path.of("../contract/src/main/java"));
    private final List<Call> calls = CallsOfTheCode.all();

    private OpenApiDocument() throws IOException {
        generated = (ObjectNode) YAML.readTree(OF_PROCESSOR.toFile());
    }

    static String ofCode() throws IOException {
        return YAML.writeValueAsString(new OpenApiDocument().document());
    }

    static boolean isPlain(String mediaType) {
        return !mediaType.contains("x-yaml") && !mediaType.startsWith("text/yaml") && !mediaType.contains("vnd.yaml");
    }

    private ObjectNode document() {
        ObjectNode document = object().put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.setAll((ObjectNode) generated.path("info"));
        info.putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        document.set("tags", tags());
        document.set("paths", paths());
        document.set("components", components());
        return document;
    }

    private ArrayNode tags() {
        TreeMap<String, Set<String>> tags = new TreeMap<>();
        calls.forEach(call -> sources.of(call.operations())
                .ifPresent(comment -> tags.computeIfAbsent(call.tag(), _ -> new LinkedHashSet<>())
                        .add(comment.all())));
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        tags.forEach((name, said) -> array.addObject().put("name", name).put("description", String.join("\n\n", said)));
        return array;
    }

    private ObjectNode paths() {
        ObjectNode paths = object();
        generated.path("paths").fieldNames().forEachRemaining(path -> {
            ObjectNode item = paths.putObject(path);
            calls.stream()
                    .filter(call -> call.path().equals(path))
                    .sorted((one, other) -> one.verb().compareTo(other.verb()))
                    .forEach(call -> item.set(call.verb(), operation(call)));
        });
        return paths;
    }

    private ObjectNode operation(Call call) {
        String name = call.javadoc() + "#" + call.name();
        Comment comment = sources.of(name).orElseThrow(() -> new AssertionError(name + " has no Javadoc"));
        RequestText request = RequestText.read(comment.parameters().getOrDefault("request", ""));
        ObjectNode operation = object();
        operation.putArray("tags").add(call.tag());
        operation.put("operationId", call.id()).put("summary", comment.summary());
        if (!comment.body().isEmpty()) {
            operation.put("description", comment.body());
        }
        ArrayNode parameters = parameters(call, comment, request);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        if (!call.consumes().isEmpty()) {
            operation.set("requestBody", RequestBodies.of(call, request.body()));
        }
        operation.set("responses", responses(call, AnswerText.read(name, comment.answer())));
        return operation;
    }

    private ArrayNode parameters(Call call, Comment comment, RequestText request) {
        ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
        for (JsonNode parameter : byProcessor(call).path("parameters")) {
            Optional<String> text = Optional.ofNullable(
                    comment.parameters().get(parameter.path("name").asText()));
            ObjectNode copy = parameter.deepCopy();
            text.ifPresent(said -> copy.put("description", said));
            parameters.add(copy);
        }
        request.query().forEach(part -> parameters.add(parameter("query", part)));
        request.headers().forEach(part -> parameters.add(parameter("header", part)));
        return parameters;
    }

    private static ObjectNode parameter(String place, RequestText.Part part) {
        ObjectNode parameter = object().put("name", part.name()).put("in", place);
        if (!part.text().isEmpty()) {
            parameter.put("description", part.text());
        }
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private ObjectNode responses(Call call, List<Answer> answers) {
        ObjectNode responses = object();
        for (Answer answer : answers) {
            responses.set(
                    Integer.toString(answer.status()),
                    answer.isProblem() ? Problems.answer(answer) : success(call, answer));
        }
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
        return responses;
    }

    private ObjectNode success(Call call, Answer answer) {
        ObjectNode response =
                object().put("description", answer.text().isEmpty() ? "What was asked for." : answer.text());
        if (!answer.headers().isEmpty()) {
            ObjectNode headers = response.putObject("headers");
            answer.headers()
                    .forEach(name -> headers.putObject(name).putObject("schema").put("type", "string"));
        }
        if (answer.status() != 204 && answer.status() < 300) {
            ObjectNode content = response.putObject("content");
            byProcessor(call, answer).path("content").properties().stream()
                    .filter(media -> isPlain(media.getKey()))
                    .forEach(media -> content.set(
                            media.getKey().replaceFirst(";.*", ""),
                            answer(
                                    call,
                                    ofAnswer(
                                            call,
                                            media.getKey(),
                                            media.getValue().path("schema")))));
        }
        return response;
    }

    private static ObjectNode answer(Call call, JsonNode schema) {
        ObjectNode media = object();
        media.set("schema", schema);
        List<String> names = Examples.ofAnswer(call, schema);
        if (!names.isEmpty()) {
            ObjectNode examples = media.putObject("examples");
            names.forEach(name -> examples.putObject(name).put("$ref", "#/components/examples/" + name));
        }
        return media;
    }

    private static JsonNode ofAnswer(Call call, String mediaType, JsonNode schema) {
        if (mediaType.startsWith("text/")) {
            return object().put("type", "string");
        }
        if (mediaType.equals(Representation.APPLICATION_YAML) && call.tag().equals("pipelines")) {
            return Schemas.reference("PipelineFile");
        }
        return Schemas.plain(schema);
    }

    private JsonNode byProcessor(Call call) {
        return generated.path("paths").path(call.path()).path(call.verb());
    }

    /** Where a call answers in one way alone, the processor says so of 200, whatever the status. */
    private JsonNode byProcessor(Call call, Answer answer) {
        JsonNode responses = byProcessor(call).path("responses");
        JsonNode ofStatus = responses.path(Integer.toString(answer.status()));
        return ofStatus.isMissingNode() ? responses.path("200") : ofStatus;
    }

    private ObjectNode components() {
        ObjectNode components = object();
        components.set(
                "schemas", Schemas.all((ObjectNode) generated.path("components").path("schemas"), sources));
        components.set("responses", Problems.responses());
        ObjectNode examples = Problems.examples();
        Examples.answers()
                .properties()
                .forEach(example -> examples.putObject(example.getKey()).set("value", example.getValue()));
        components.set("examples", examples);
        return components;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
