package dev.forge.contract.pipeline;

import dev.forge.contract.pipeline.ParsedRequest.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a run request from its tree. */
final class RunRequestReader {
    private final Problems problems;
    private final Scalars scalars;

    RunRequestReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    ParsedRequest read(Node root) {
        Optional<RunRequest> request =
                FieldValues.read(root, RequestShape.REQUEST, problems).flatMap(this::request);
        request.ifPresent(it -> prepare(it, root));
        List<Problem> all = problems.all();
        return all.isEmpty()
                ? new ParsedRequest.Valid(request.orElseThrow())
                : new ParsedRequest.Invalid(name(root), Form.RUN_REQUEST, all);
    }

    private Optional<RunRequest> request(FieldValues fields) {
        Optional<Integer> version = fields.get("version", node -> scalars.whole(node, RequestShape.VERSION));
        Optional<RunRequest.Choice> pipeline = fields.get("pipeline", node -> pipeline(node, version));
        fields.get("version", Optional::of)
                .filter(_ -> pipeline.stream().anyMatch(RunRequest.Inline.class::isInstance))
                .ifPresent(node -> problems.add(
                        node,
                        "version stands beside a pipeline that the request brings along",
                        "remove version, or name the pipeline: pipeline: weather"));
        // Which steps their expressions may name, only the pipeline can tell: that is looked at with it.
        StorageReader storage = new StorageReader(problems, _ -> List.of());
        Optional<SourceSpec> source = fields.get("source", storage::source);
        Optional<SinkSpec> sink = fields.get("sink", storage::sink);
        Map<String, String> parameters =
                fields.get("parameters", this::parameters).orElse(Map.of());
        Map<String, String> labels =
                fields.get("labels", new RunLabelsReader(problems)::read).orElse(Map.of());
        Optional<WatchedObject> watch = fields.get("watch", new WatchedObjectReader(problems)::read);
        return pipeline.map(it -> new RunRequest(it, source, sink, parameters, labels, watch));
    }

    private Optional<RunRequest.Choice> pipeline(Node node, Optional<Integer> version) {
        return switch (node) {
            case Node.Scalar scalar ->
                scalars.fixed(scalar, Labels::complaint).map(name -> new RunRequest.Named(name, version));
            case Node.Entries map -> new PipelineReader(problems).pipeline(map).map(RunRequest.Inline::new);
            case Node.Items list ->
                scalars.refuse(
                        list,
                        "expected a name or a map for pipeline, got a list",
                        "write pipeline: weather, or pipeline: {name: …, modules: […]}");
        };
    }

    private Optional<Map<String, String>> parameters(Node node) {
        if (!(node instanceof Node.Entries map)) {
            return scalars.refuse(
                    node,
                    "expected a map for parameters, got " + node.kind(),
                    "write names and values: parameters: {station: seattle}");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        // A value is put in byte for byte: what looks like an expression in it is text.
        map.entries()
                .forEach(entry -> scalars.plain(entry.value()).ifPresent(value -> parameters.put(entry.key(), value)));
        return Optional.of(parameters);
    }

    /** What the request says of a pipeline that it brings along. */
    private void prepare(RunRequest request, Node root) {
        if (!(request.pipeline() instanceof RunRequest.Inline(PipelineSpec spec))) {
            return;
        }
        if (problems.isEmpty()) {
            if (PreparedRun.of(request, spec) instanceof PreparedRun.Flawed(List<Problem> found)) {
                found.forEach(problem -> problems.add(root, problem));
            }
        } else if (problems.noneBelow("/pipeline/parameters") && problems.noneBelow("/parameters")) {
            // The rest would be judged by a pipeline that is not the one which was meant.
            ParameterValues.of(spec.parameters(), request.parameters())
                    .problems()
                    .forEach(problem -> problems.add(root, problem));
        }
    }

    private static String name(Node root) {
        return PipelineReader.text(root, "pipeline")
                .or(() -> root instanceof Node.Entries map
                        ? map.entries().stream()
                                .filter(entry -> entry.key().equals("pipeline"))
                                .flatMap(entry -> PipelineReader.text(entry.value(), "name").stream())
                                .findFirst()
                        : Optional.empty())
                .orElse("");
    }
}
