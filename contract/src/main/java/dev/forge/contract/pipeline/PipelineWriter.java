package dev.forge.contract.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes pipelines in the format that {@link PipelineParser} reads. */
public final class PipelineWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PipelineWriter() {}

    /**
     * The canonical JSON of a pipeline: the body of {@code POST /runs} and the input of the workflow. One line,
     * fields in the documented order, defaults left out; reading it gives an equal pipeline.
     */
    public static String json(PipelineSpec spec) {
        try {
            return MAPPER.writeValueAsString(tree(spec));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers can always be written", e);
        }
    }

    private static ObjectNode tree(PipelineSpec spec) {
        ObjectNode tree = object().put("name", spec.name());
        spec.source().ifPresent(source -> write(source, tree));
        ArrayNode modules = tree.putArray("modules");
        spec.modules().forEach(module -> modules.add(tree(module)));
        spec.sink().ifPresent(sink -> write(sink, tree));
        return tree;
    }

    private static void write(SourceSpec source, ObjectNode tree) {
        if (source.unpack() == SourceSpec.Unpack.AUTO) {
            tree.put("source", source.from());
        } else {
            String unpack = source.unpack().name().toLowerCase(Locale.ROOT);
            tree.putObject("source").put("from", source.from()).put("unpack", unpack);
        }
    }

    private static void write(SinkSpec sink, ObjectNode tree) {
        if (sink.include().isEmpty() && sink.exclude().isEmpty()) {
            tree.put("sink", sink.to());
        } else {
            ObjectNode map = tree.putObject("sink").put("to", sink.to());
            texts("include", sink.include(), map);
            texts("exclude", sink.exclude(), map);
        }
    }

    private static ObjectNode tree(ModuleSpec module) {
        ObjectNode tree = object().put("name", module.name()).put("image", module.image());
        texts("command", module.command(), tree);
        texts("args", module.args(), tree);
        env(module.env(), tree);
        resources(module.resources(), tree);
        if (!module.timeout().equals(ModuleSpec.DEFAULT_TIMEOUT)) {
            tree.put("timeout", DurationText.print(module.timeout()));
        }
        retry(module.retry(), tree);
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
    }

    private static void texts(String field, List<String> texts, ObjectNode tree) {
        if (!texts.isEmpty()) {
            texts.forEach(tree.putArray(field)::add);
        }
    }

    private static void codes(String field, List<Integer> numbers, ObjectNode tree) {
        if (!numbers.isEmpty()) {
            numbers.forEach(tree.putArray(field)::add);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
