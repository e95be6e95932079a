package dev.forge.starter.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.forge.starter.api.CallsOfTheCode.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What calls are sent and answered, for example. */
final class Examples {
    private static final JsonNode ALL = read();

    private Examples() {}

    /** The names of those of an answer: of its schema, or of each that it may be; of a text or any JSON, the operation's own. */
    static List<String> ofAnswer(Call call, JsonNode schema) {
        List<String> ofSchema = Stream.concat(
                        Stream.of(schema), schema.path("oneOf").valueStream())
                .map(one -> one.path("$ref").asText())
                .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
                .filter(answers()::has)
                .toList();
        return ofSchema.isEmpty() && answers().has(call.id()) ? List.of(call.id()) : ofSchema;
    }

    static Optional<JsonNode> ofBody(Call call) {
        return Optional.ofNullable(ALL.path("bodies").get(call.id()));
    }

    /** All of answers, by their names. */
    static ObjectNode answers() {
        return (ObjectNode) ALL.path("answers");
    }

    private static JsonNode read() {
        try (InputStream file = Examples.class.getResourceAsStream("/contract-examples.yaml")) {
            return new YAMLMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
