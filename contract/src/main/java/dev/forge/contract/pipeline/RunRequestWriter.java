package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** Writes run requests in the format that {@link RunRequestParser} reads. */
public final class RunRequestWriter {
    private RunRequestWriter() {}

    /**
     * The canonical JSON of a request, the input of the workflow: one line, the same for requests that say the same. Of
     * one that only brings a pipeline along it is that pipeline.
     */
    public static String json(RunRequest request) {
        return request.pipeline() instanceof RunRequest.Inline(PipelineSpec spec) && request.equals(RunRequest.of(spec))
                ? PipelineWriter.json(spec)
                : PipelineWriter.text(tree(request));
    }

    private static ObjectNode tree(RunRequest request) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        switch (request.pipeline()) {
            case RunRequest.Named named -> {
                tree.put("pipeline", named.name());
                named.version().ifPresent(version -> tree.put("version", version));
            }
            case RunRequest.Inline(PipelineSpec spec) -> tree.set("pipeline", PipelineWriter.tree(spec));
        }
        request.source().ifPresent(source -> PipelineWriter.write(source, tree));
        request.sink().ifPresent(sink -> PipelineWriter.write(sink, tree));
        PipelineWriter.map("parameters", new TreeMap<>(request.parameters()), tree);
        PipelineWriter.map("labels", new TreeMap<>(request.labels()), tree);
        request.watch().ifPresent(watch -> tree.set("watch", tree(watch)));
        return tree;
    }

    private static ObjectNode tree(WatchedObject object) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        object.values().forEach((name, value) -> tree.put(name.substring(name.indexOf('.') + 1), value));
        return tree.put("size", object.size());
    }
}
