package dev.forge.contract.pipeline;

import dev.forge.contract.notification.NotificationTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the whole pipeline from its tree. */
final class PipelineReader {
    private final Problems problems;
    private final Scalars scalars;

    PipelineReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    Parsed read(Node root) {
        Optional<PipelineSpec> spec = pipeline(root);
        List<Problem> all = problems.all();
        return all.isEmpty()
                ? new Parsed.Valid(spec.orElseThrow())
                : new Parsed.Invalid(text(root, "name").orElse(""), all);
    }

    /** The pipeline that a part of the text says; empty where it has a mistake that keeps it from being one. */
    Optional<PipelineSpec> pipeline(Node node) {
        return FieldValues.read(node, PipelineShape.PIPELINE, problems).flatMap(this::pipeline);
    }

    private Optional<PipelineSpec> pipeline(FieldValues fields) {
        fields.get("$schema", scalars::fixed);
        fields.get("apiVersion", node -> scalars.fixed(node, PipelineReader::versionComplaint));
        Optional<String> name = fields.get("name", node -> scalars.fixed(node, Labels::complaint));
        Optional<String> namespace = fields.get("namespace", node -> scalars.fixed(node, Labels::complaint));
        Map<String, ParameterSpec> parameters =
                fields.get("parameters", new ParametersReader(problems)::read).orElse(Map.of());
        Map<String, String> labels =
                fields.get("labels", new RunLabelsReader(problems)::read).orElse(Map.of());
        Set<String> declared = declared(fields);
        List<Node> nodes = fields.get("modules", this::modules).orElse(List.of());
        List<String> order = order(fields, nodes);
        Optional<SourceSpec> source = fields.get("source", storage(StepScope.at(order, 0, declared))::source);
        List<ModuleSpec> modules = readModules(nodes, order, declared);
        Optional<SinkSpec> sink = fields.get("sink", storage(StepScope.at(order, order.size() - 1, declared))::sink);
        OnFailure onFailure = fields.get("onFailure", this::onFailure).orElse(OnFailure.FAIL);
        Optional<Concurrency> concurrency =
                fields.get("concurrency", new ConcurrencyReader(problems, order, declared)::read);
        List<NotificationTarget.Webhook> webhooks =
                fields.get("notify", new NotificationReader(problems)::webhooks).orElse(List.of());
        // A module that could not be read is not in the list; the problems then say why.
        return name.filter(it -> !modules.isEmpty())
                .map(it -> new PipelineSpec(
                        it, namespace, parameters, labels, source, modules, sink, onFailure, concurrency, webhooks));
    }

    private StorageReader storage(StepScope scope) {
        return new StorageReader(problems, text -> ExpressionRules.check(text, scope));
    }

    private Optional<OnFailure> onFailure(Node node) {
        return scalars.fixed(node)
                .flatMap(word -> OnFailure.of(word)
                        .or(() -> scalars.refuse(
                                node,
                                "onFailure cannot be " + Quote.of(word),
                                Spelling.suggestion(word, OnFailure.words()))));
    }

    /** A declaration with mistakes declares its name all the same. */
    private static Set<String> declared(FieldValues fields) {
        Set<String> names = new LinkedHashSet<>();
        fields.get("parameters", Optional::of).ifPresent(node -> {
            if (node instanceof Node.Entries map) {
                map.entries().forEach(entry -> names.add(entry.key()));
            }
        });
        return names;
    }

    private List<ModuleSpec> readModules(List<Node> nodes, List<String> order, Set<String> declared) {
        checkUnique(nodes);
        int first = order.size() - 1 - nodes.size();
        List<ModuleSpec> modules = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            StepScope scope = StepScope.at(order, first + i, declared);
            new ModuleReader(problems, scope).read(nodes.get(i)).ifPresent(modules::add);
        }
        return modules;
    }

    /** The names of all steps as they run; a module whose name cannot be read has an empty one. */
    private static List<String> order(FieldValues fields, List<Node> modules) {
        Stream<String> source = fields.get("source", node -> Optional.of("source")).stream();
        Stream<String> names = modules.stream().map(node -> text(node, "name").orElse(""));
        // The sink's place is there even without a sink, so that no step is the last of nothing.
        return Stream.of(source, names, Stream.of("sink")).flatMap(it -> it).toList();
    }

    private Optional<List<Node>> modules(Node node) {
        String fix = "write a list: each module begins with - name:";
        return scalars.list(node, Optional::of, fix).filter(nodes -> {
            if (nodes.isEmpty()) {
                problems.add(node, "the list of modules is empty", "add a module: - {name: …, image: …}");
            } else if (nodes.size() > PipelineShape.MOST_MODULES) {
                problems.add(
                        node,
                        "there are " + nodes.size() + " modules; " + PipelineShape.MOST_MODULES + " is the most",
                        "divide the pipeline");
            }
            return nodes.size() <= PipelineShape.MOST_MODULES;
        });
    }

    private void checkUnique(List<Node> modules) {
        Map<String, Node> first = new HashMap<>();
        for (Node module : modules) {
            scalar(module, "name").filter(name -> !name.text().isEmpty()).ifPresent(name -> {
                Node before = first.putIfAbsent(name.text(), name);
                if (before != null && !problems.isFull()) {
                    problems.add(
                            name,
                            "two modules are named %s: the first is in line %d"
                                    .formatted(Quote.plain(name.text()), problems.line(before.at())),
                            "rename one of them, such as " + Quote.plain(name.text()) + "-2");
                }
            });
        }
    }

    private static Optional<Complaint> versionComplaint(String version) {
        return version.equals(PipelineShape.API_VERSION)
                ? Optional.empty()
                : Optional.of(new Complaint(
                        "this version of Forge does not know apiVersion " + Quote.of(version),
                        "write " + PipelineShape.API_VERSION + ", or leave it out"));
    }

    static Optional<String> text(Node map, String field) {
        return scalar(map, field).map(Node.Scalar::text);
    }

    private static Optional<Node.Scalar> scalar(Node node, String field) {
        return node instanceof Node.Entries map
                ? map.entries().stream()
                        .filter(entry -> entry.key().equals(field))
                        .map(Node.Entry::value)
                        .filter(Node.Scalar.class::isInstance)
                        .map(Node.Scalar.class::cast)
                        .filter(Node.Scalar::isText)
                        .findFirst()
                : Optional.empty();
    }
}
