package dev.forge.contract.pipeline;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a watch from its tree. */
final class WatchReader {
    private final Problems problems;
    private final Scalars scalars;

    WatchReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Asked<WatchSpec> read(Node root) {
        Optional<WatchSpec> watch =
                FieldValues.read(root, WatchShape.WATCH, problems).flatMap(this::watch);
        List<Problem> all = problems.all();
        return all.isEmpty() ? new Asked.Valid<>(watch.orElseThrow()) : new Asked.Invalid<>(all);
    }

    private Optional<WatchSpec> watch(FieldValues fields) {
        Optional<String> name = fields.get("name", node -> scalars.fixed(node, Labels::complaint));
        Optional<String> bucket = fields.get("bucket", node -> scalars.fixed(node, StorageUri::bucketComplaint));
        String prefix = fields.get("prefix", node -> scalars.fixed(node, WatchReader::prefix))
                .orElse("");
        Optional<KeyPattern> pattern = fields.get("pattern", node -> scalars.fixed(node, KeyPattern::complaint))
                .map(KeyPattern::of);
        Optional<String> pipeline = fields.get("pipeline", node -> scalars.fixed(node, Labels::complaint));
        Optional<Integer> version = fields.get("version", node -> scalars.whole(node, RequestShape.VERSION));
        Map<String, String> parameters =
                fields.get("parameters", this::parameters).orElse(Map.of());
        Map<String, String> labels =
                fields.get("labels", new RunLabelsReader(problems)::read).orElse(Map.of());
        Duration interval = fields.get(
                        "interval",
                        node -> scalars.duration(node, WatchSpec.SHORTEST_INTERVAL, WatchSpec.LONGEST_INTERVAL))
                .orElse(WatchSpec.DEFAULT_INTERVAL);
        Duration settle = fields.get("settle", node -> scalars.duration(node, Duration.ZERO, WatchSpec.LONGEST_SETTLE))
                .orElse(Duration.ZERO);
        WatchSpec.Existing existing = fields.get("existing", this::existing).orElse(WatchSpec.Existing.DEFAULT);
        boolean events = fields.get("events", scalars::flag).orElse(false);
        // What its expressions may name, only the pipeline can tell: that is looked at with it.
        StorageReader storage = new StorageReader(problems, _ -> List.of());
        Optional<SourceSpec> source = fields.get("source", storage::source);
        Optional<SinkSpec> sink = fields.get("sink", storage::sink);
        return name.flatMap(called -> bucket.flatMap(in -> pipeline.map(of -> new WatchSpec(
                called,
                in,
                prefix,
                pattern,
                new RunRequest.Named(of, version),
                parameters,
                labels,
                interval,
                settle,
                existing,
                events,
                source,
                sink))));
    }

    private static Optional<Complaint> prefix(String text) {
        return text.startsWith("/")
                ? Optional.of(new Complaint(
                        "the prefix begins with a slash, which keys seldom do", "write " + Quote.of(text.substring(1))))
                : Optional.empty();
    }

    private Optional<Map<String, String>> parameters(Node node) {
        if (!(node instanceof Node.Entries map)) {
            return scalars.refuse(
                    node,
                    "expected a map for parameters, got " + node.kind(),
                    "write names and values: parameters: {unit: metric}");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        map.entries()
                .forEach(entry ->
                        scalars.fixedLiteral(entry.value()).ifPresent(value -> parameters.put(entry.key(), value)));
        return Optional.of(parameters);
    }

    private Optional<WatchSpec.Existing> existing(Node node) {
        return scalars.fixed(node).flatMap(text -> switch (text) {
            case "skip" -> Optional.of(WatchSpec.Existing.SKIP);
            case "process" -> Optional.of(WatchSpec.Existing.PROCESS);
            default ->
                scalars.refuse(
                        node,
                        "existing cannot be " + Quote.of(text),
                        "write skip, or process to start runs for what is there already");
        });
    }
}
