package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.TreeMap;

/** Writes watches in the format that {@link WatchParser} reads. */
public final class WatchWriter {
    private WatchWriter() {}

    /** The canonical JSON of a watch, in the documented order, defaults left out; reading it gives an equal watch. */
    public static ObjectNode tree(WatchSpec watch) {
        ObjectNode tree =
                JsonNodeFactory.instance.objectNode().put("name", watch.name()).put("bucket", watch.bucket());
        if (!watch.prefix().isEmpty()) {
            tree.put("prefix", watch.prefix());
        }
        watch.pattern().ifPresent(pattern -> tree.put("pattern", pattern.toString()));
        tree.put("pipeline", watch.pipeline().name());
        watch.pipeline().version().ifPresent(version -> tree.put("version", version));
        PipelineWriter.map("parameters", new TreeMap<>(watch.parameters()), tree);
        PipelineWriter.map("labels", new TreeMap<>(watch.labels()), tree);
        if (!watch.interval().equals(WatchSpec.DEFAULT_INTERVAL)) {
            tree.put("interval", DurationText.print(watch.interval()));
        }
        if (watch.settle().compareTo(Duration.ZERO) > 0) {
            tree.put("settle", DurationText.print(watch.settle()));
        }
        if (watch.existing() != WatchSpec.Existing.DEFAULT) {
            tree.put("existing", watch.existing().word());
        }
        if (watch.events()) {
            tree.put("events", true);
        }
        watch.source().ifPresent(source -> PipelineWriter.write(source, tree));
        watch.sink().ifPresent(sink -> PipelineWriter.write(sink, tree));
        return tree;
    }
}
