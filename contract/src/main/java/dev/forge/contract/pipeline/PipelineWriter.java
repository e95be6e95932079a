package dev.forge.contract.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Writes pipelines in the format that {@link PipelineParser} reads. */
public final class PipelineWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private PipelineWriter() {}

    /**
     * The canonical JSON of a pipeline: the body of {@code POST /runs} and the input of the workflow. One line,
     * fields in the documented order, defaults left out; reading it gives an equal pipeline.
     */
    public static String json(PipelineSpec spec) {
        return text(tree(spec));
    }

    /** One module, as it stands in a pipeline. */
    public static ObjectNode module(ModuleSpec module) {
        return ModuleWriter.tree(module);
    }

    static String text(ObjectNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text and numbers can always be written", e);
        }
    }

    static ObjectNode tree(PipelineSpec spec) {
        ObjectNode tree = object().put("name", spec.name());
        spec.namespace().ifPresent(namespace -> tree.put("namespace", namespace));
        parameters(spec.parameters(), tree);
        map("labels", spec.labels(), tree);
        spec.source().ifPresent(source -> write(source, tree));
        ArrayNode modules = tree.putArray("modules");
        spec.modules().forEach(module -> modules.add(ModuleWriter.tree(module)));
        spec.sink().ifPresent(sink -> write(sink, tree));
        if (spec.onFailure() != OnFailure.FAIL) {
            tree.put("onFailure", spec.onFailure().word());
        }
        spec.concurrency().ifPresent(concurrency -> write(concurrency, tree.putObject("concurrency")));
        NotificationWriter.write(spec.webhooks(), tree);
        return tree;
    }

    static void write(SourceSpec source, ObjectNode tree) {
        if (source.equals(SourceSpec.from(source.from()))) {
            tree.put("source", source.from());
            return;
        }
        ObjectNode map = tree.putObject("source").put("from", source.from());
        if (source.unpack() != SourceSpec.Unpack.AUTO) {
            map.put("unpack", source.unpack().name().toLowerCase(Locale.ROOT));
        }
        source.etag().ifPresent(etag -> map.put("etag", etag));
    }

    static void write(SinkSpec sink, ObjectNode tree) {
        if (sink.include().isEmpty() && sink.exclude().isEmpty()) {
            tree.put("sink", sink.to());
        } else {
            ObjectNode map = tree.putObject("sink").put("to", sink.to());
            texts("include", sink.include(), map);
            texts("exclude", sink.exclude(), map);
        }
    }

    private static void write(Concurrency concurrency, ObjectNode map) {
        concurrency.key().ifPresent(key -> map.put("key", key));
        if (concurrency.limit() != Concurrency.DEFAULT_LIMIT) {
            map.put("limit", concurrency.limit());
        }
        if (concurrency.policy() != Concurrency.DEFAULT_POLICY) {
            map.put("policy", concurrency.policy().word());
        }
    }

    private static void parameters(Map<String, ParameterSpec> parameters, ObjectNode tree) {
        if (!parameters.isEmpty()) {
            ObjectNode map = tree.putObject("parameters");
            parameters.forEach((name, parameter) -> write(name, parameter, map));
        }
    }

    private static void write(String name, ParameterSpec parameter, ObjectNode map) {
        Optional<String> fallback = parameter.fallback();
        if (fallback.isPresent() && parameter.equals(ParameterSpec.text(fallback.get()))) {
            map.put(name, fallback.get());
            return;
        }
        ObjectNode fields = map.putObject(name);
        if (parameter.type() != ParameterSpec.Type.STRING) {
            fields.put("type", parameter.type().word());
        }
        fallback.ifPresent(value -> fields.put("default", value));
        texts("enum", parameter.allowed(), fields);
        parameter.description().ifPresent(text -> fields.put("description", text));
    }

    static void map(String field, Map<String, String> values, ObjectNode tree) {
        if (!values.isEmpty()) {
            ObjectNode texts = tree.putObject(field);
            values.forEach(texts::put);
        }
    }

    static void texts(String field, List<String> texts, ObjectNode tree) {
        if (!texts.isEmpty()) {
            texts.forEach(tree.putArray(field)::add);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
