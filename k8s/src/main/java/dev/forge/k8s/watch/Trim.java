package dev.forge.k8s.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Takes out of a Job or a Pod what no verdict needs, before it is kept: thousands are held in memory, and what is dropped
 * here is most of each.
 */
final class Trim {
    private static final List<String> OF_CONTAINERS = List.of(
            "args",
            "command",
            "env",
            "envFrom",
            "lifecycle",
            "livenessProbe",
            "readinessProbe",
            "startupProbe",
            "securityContext",
            "volumeMounts");
    private static final List<String> OF_PODS = List.of("affinity", "tolerations", "securityContext", "nodeSelector");

    private Trim() {}

    static JsonNode trimmed(JsonNode object) {
        if (object.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        JsonNode spec = object.path("spec");
        podSpec(spec);
        podSpec(spec.path("template").path("spec"));
        return object;
    }

    private static void podSpec(JsonNode spec) {
        if (spec instanceof ObjectNode there) {
            there.remove(OF_PODS);
        }
        containers(spec.path("containers"));
        containers(spec.path("initContainers"));
    }

    private static void containers(JsonNode containers) {
        for (JsonNode container : containers) {
            ((ObjectNode) container).remove(OF_CONTAINERS);
        }
    }
}
