package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The buckets of a job, as its containers are told of them by variables that they do not name themselves. */
record JobBuckets(Optional<String> input, Optional<String> output) {
    static final String INPUT = "INPUT_BUCKET";
    static final String OUTPUT = "OUTPUT_BUCKET";
    private static final String ENV = "env";

    boolean areThere() {
        return input.isPresent() || output.isPresent();
    }

    Map<String, EnvValue> into(Map<String, EnvValue> env) {
        Map<String, EnvValue> all = new LinkedHashMap<>();
        variables().forEach((name, bucket) -> all.put(name, EnvValue.text(bucket)));
        all.putAll(env);
        return all;
    }

    /** Into a {@code v1.Container}; first, so that its own variables can refer to them. */
    JsonNode into(JsonNode container) {
        JsonNode own = container.path(ENV);
        // What is no list is for Kubernetes to refuse.
        if (!areThere() || !(own.isMissingNode() || own.isArray()) || !(container instanceof ObjectNode object)) {
            return container;
        }
        ObjectNode changed = object.deepCopy();
        ArrayNode all = changed.putArray(ENV);
        variables().forEach((name, bucket) -> {
            if (StreamSupport.stream(own.spliterator(), false)
                    .noneMatch(variable -> variable.path("name").asText().equals(name))) {
                all.addObject().put("name", name).put("value", bucket);
            }
        });
        own.forEach(all::add);
        return changed;
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        input.ifPresent(bucket -> variables.put(INPUT, bucket));
        output.ifPresent(bucket -> variables.put(OUTPUT, bucket));
        return variables;
    }
}
