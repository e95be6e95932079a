package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Writes one module as {@link ModuleReader} reads it. */
final class ModuleWriter {
    private ModuleWriter() {}

    static ObjectNode tree(ModuleSpec module) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("name", module.name());
        boolean raw = !module.kubernetes().containers().isEmpty();
        if (!raw) {
            tree.put("image", module.image());
        }
        PipelineWriter.texts("command", module.command(), tree);
        PipelineWriter.texts("args", module.args(), tree);
        env(module.env(), tree);
        resources(module.resources(), tree);
        if (!module.timeout().equals(ModuleSpec.DEFAULT_TIMEOUT)) {
            tree.put("timeout", DurationText.print(module.timeout()));
        }
        retry(module.retry(), tree);
        flag("restore", module.restore(), tree);
        flag("objectStore", module.objectStore(), tree);
        PipelineWriter.texts("results", module.results(), tree);
        kubernetes(module.kubernetes(), tree);
        parts("containers", module.kubernetes().containers(), tree);
        return tree;
    }

    private static void env(Map<String, EnvValue> env, ObjectNode tree) {
        if (!env.isEmpty()) {
            ObjectNode map = tree.putObject("env");
            env.forEach((name, value) -> {
                switch (value) {
                    case EnvValue.Text(String text) -> map.put(name, text);
                    case EnvValue.SecretKey(String secret, String key) ->
                        map.putObject(name).put("secret", secret).put("key", key);
                    case EnvValue.ConfigMapKey(String configMap, String key) ->
                        map.putObject(name).put("configMap", configMap).put("key", key);
                }
            });
        }
    }

    private static void resources(Resources resources, ObjectNode tree) {
        if (!resources.equals(Resources.NONE)) {
            ObjectNode map = tree.putObject("resources");
            resources.cpu().ifPresent(cpu -> map.put("cpu", cpu.text()));
            resources.memory().ifPresent(memory -> map.put("memory", memory.text()));
            resources.ephemeralStorage().ifPresent(storage -> map.put("ephemeralStorage", storage.text()));
            resources.extended().forEach((name, count) -> map.put(name, count.amount()));
        }
    }

    private static void retry(RetryRule rule, ObjectNode tree) {
        if (rule.equals(RetryRule.DEFAULT)) {
            return;
        }
        ObjectNode map = tree.putObject("retry");
        if (rule.limit() != RetryRule.DEFAULT_LIMIT) {
            map.put("limit", rule.limit());
        }
        if (!rule.backoff().equals(RetryRule.DEFAULT_BACKOFF)) {
            map.put("backoff", DurationText.print(rule.backoff()));
        }
        if (!rule.failExitCodes().isEmpty() || !rule.retryExitCodes().isEmpty()) {
            ObjectNode codes = map.putObject("exitCodes");
            codes("fail", rule.failExitCodes(), codes);
            codes("retry", rule.retryExitCodes(), codes);
        }
        rule.memoryFactor().ifPresent(factor -> map.put("memoryFactor", plain(factor)));
    }

    /** 2 for 2.0, as an author writes it. */
    private static BigDecimal plain(double number) {
        BigDecimal stripped = BigDecimal.valueOf(number).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static void flag(String field, boolean value, ObjectNode tree) {
        if (value) {
            tree.put(field, true);
        }
    }

    private static void kubernetes(KubernetesSpec spec, ObjectNode tree) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        spec.serviceAccount().ifPresent(name -> map.put("serviceAccount", name));
        PipelineWriter.texts("imagePullSecrets", spec.imagePullSecrets(), map);
        if (!spec.nodeSelector().isEmpty()) {
            ObjectNode labels = map.putObject("nodeSelector");
            spec.nodeSelector().forEach(labels::put);
        }
        parts("tolerations", spec.tolerations(), map);
        spec.affinity().ifPresent(affinity -> map.set("affinity", affinity));
        spec.priorityClass().ifPresent(name -> map.put("priorityClass", name));
        spec.runtimeClass().ifPresent(name -> map.put("runtimeClass", name));
        parts("volumes", spec.volumes(), map);
        parts("volumeMounts", spec.volumeMounts(), map);
        parts("initContainers", spec.initContainers(), map);
        parts("sidecars", spec.sidecars(), map);
        spec.securityContext().ifPresent(context -> map.set("securityContext", context));
        spec.keepJob().ifPresent(kept -> map.put("keepJob", DurationText.print(kept)));
        if (!map.isEmpty()) {
            tree.set("kubernetes", map);
        }
    }

    private static void parts(String field, List<JsonNode> parts, ObjectNode tree) {
        if (!parts.isEmpty()) {
            tree.putArray(field).addAll(parts);
        }
    }

    private static void codes(String field, List<Integer> numbers, ObjectNode tree) {
        if (!numbers.isEmpty()) {
            numbers.forEach(tree.putArray(field)::add);
        }
    }
}
