package dev.forge.contract.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of one map of the text, after those that are unknown, empty or missing have been reported. */
final class FieldValues {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Node> values;

    private FieldValues(Map<String, Node> values) {
        this.values = values;
    }

    /** Empty where the node is no map. */
    static Optional<FieldValues> read(Node node, Shape.Form form, Problems problems) {
        if (!(node instanceof Node.Entries map)) {
            problems.add(
                    node,
                    "expected a map for " + node.label() + ", got " + node.kind(),
                    "write it as a map with: " + String.join(", ", form.names()));
            return Optional.empty();
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (Node.Entry entry : map.entries()) {
            if (form.field(entry.key()).isEmpty()) {
                unknown(entry, form, problems);
            } else if (entry.value() instanceof Node.Scalar scalar && scalar.isNothing()) {
                values.put(entry.key(), scalar);
                problems.add(scalar, entry.key() + " has no value", "write a value, or remove the field");
            } else {
                values.put(entry.key(), entry.value());
            }
        }
        form.fields().stream()
                .filter(field -> field.required() && !values.containsKey(field.name()))
                .forEach(field -> missing(map, form, field, problems));
        values.values().removeIf(value -> value instanceof Node.Scalar scalar && scalar.isNothing());
        return Optional.of(new FieldValues(values));
    }

    /** The value of a field, read; empty where it is left out or was no good. */
    <T> Optional<T> get(String field, Function<Node, Optional<T>> reader) {
        return Optional.ofNullable(values.get(field)).flatMap(reader);
    }

    private static void unknown(Node.Entry entry, Shape.Form form, Problems problems) {
        String fix =
                ForeignFields.fix(form, entry.key()).orElseGet(() -> Spelling.suggestion(entry.key(), form.names()));
        problems.add(
                entry.at(),
                entry.value().pointer(),
                "unknown field " + Quote.plain(entry.key()) + " in the " + form.title(),
                fix);
    }

    private static void missing(Node map, Shape.Form form, Shape.Field field, Problems problems) {
        problems.add(
                map,
                "the " + form.title() + " has no " + field.name(),
                "add " + field.name()
                        + field.example().map(example -> ": " + json(example)).orElse(""));
    }

    private static String json(Object example) {
        try {
            return example instanceof String text ? text : JSON.writeValueAsString(example);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an example is plain JSON: " + example, e);
        }
    }
}
