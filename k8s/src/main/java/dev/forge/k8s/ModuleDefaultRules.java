package dev.forge.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.KubernetesSpec;
import java.util.List;
import java.util.stream.Stream;

/** What the defaults of modules must be, beyond what Kubernetes' own types say. */
final class ModuleDefaultRules {
    private static final String FORGES = "FORGE_";

    private ModuleDefaultRules() {}

    static void kubernetes(KubernetesSpec defaults) {
        SettingRules.require(
                defaults.namespace().isEmpty(),
                "the defaults of modules cannot name a namespace: the first of the installation's is the default");
        SettingRules.require(
                defaults.containers().isEmpty(),
                "the defaults of modules cannot hold containers, which take the place of a module's own: use sidecars");
        named("volumes", defaults.volumes(), "name");
        named("volumeMounts", defaults.volumeMounts(), "name", "mountPath");
        named("initContainers", defaults.initContainers(), "name", "image");
        named("sidecars", defaults.sidecars(), "name", "image");
    }

    /** Without these Kubernetes would refuse every module's Job. */
    private static void named(String list, List<JsonNode> parts, String... needed) {
        for (int i = 0; i < parts.size(); i++) {
            JsonNode part = parts.get(i);
            String where = list + "[" + i + "]";
            Stream.of(needed)
                    .forEach(field -> SettingRules.require(
                            !part.path(field).asText().isEmpty(), where + " has no " + field + ": give it one"));
        }
    }

    static void env(List<JsonNode> variables) {
        SettingRules.distinct(
                "the variable",
                variables.stream().map(variable -> variable.path("name").asText()));
        variables.forEach(variable -> variable(variable.path("name").asText(), variable.has("value")));
    }

    private static void variable(String name, boolean written) {
        SettingRules.variable("modules", name);
        SettingRules.require(
                !name.startsWith(FORGES),
                "the variable " + name + " cannot be a default of modules: Forge sets those that begin with FORGE_");
        if (written) {
            SettingRules.noCredential(name, "put it into a Secret and refer to that by valueFrom");
        }
    }
}
