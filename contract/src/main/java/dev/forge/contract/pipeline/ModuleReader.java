package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one module. */
final class ModuleReader {
    /** Longer than any batch program that was meant to end. */
    static final Duration LONGEST_TIMEOUT = Duration.ofDays(30);

    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);

    private final Problems problems;
    private final Scalars scalars;
    private final StepScope scope;

    ModuleReader(Problems problems, StepScope scope) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.scope = scope;
    }

    Optional<ModuleSpec> read(Node node) {
        return FieldValues.read(node, PipelineShape.MODULE, problems).flatMap(this::module);
    }

    private Optional<ModuleSpec> module(FieldValues fields) {
        Optional<String> name = fields.get("name", node -> scalars.fixed(node, Labels::moduleComplaint));
        Optional<String> image = fields.get("image", node -> scalars.fixed(node, ImageName::complaint));
        List<String> command = fields.get("command", this::words).orElse(List.of());
        List<String> args = fields.get("args", this::words).orElse(List.of());
        Map<String, EnvValue> env =
                fields.get("env", new EnvReader(problems, scope)::read).orElse(Map.of());
        Resources resources =
                fields.get("resources", new ResourcesReader(problems)::read).orElse(Resources.NONE);
        Duration timeout = fields.get("timeout", this::timeout).orElse(ModuleSpec.DEFAULT_TIMEOUT);
        RetryRule retry = fields.get("retry", new RetryReader(problems)::read).orElse(RetryRule.DEFAULT);
        boolean restore = fields.get("restore", scalars::flag).orElse(false);
        boolean objectStore = fields.get("objectStore", scalars::flag).orElse(false);
        List<String> results =
                fields.get("results", new ResultsReader(problems)::read).orElse(List.of());
        KubernetesSpec kubernetes = kubernetes(fields);
        // Containers of the author's name their images themselves; people know the module by the first.
        Optional<String> shown = kubernetes.containers().stream()
                .findFirst()
                .map(container -> container.path("image").asText())
                .or(() -> image);
        return name.flatMap(it -> shown.map(known -> new ModuleSpec(
                it, known, command, args, env, resources, timeout, retry, restore, objectStore, results, kubernetes)));
    }

    private KubernetesSpec kubernetes(FieldValues fields) {
        ContainersReader reader = new ContainersReader(problems, scope);
        Optional<List<JsonNode>> one = fields.get("container", reader::one);
        Optional<List<JsonNode>> all = fields.get("containers", reader::all);
        return fields.get("kubernetes", new KubernetesReader(problems)::read)
                .orElse(KubernetesSpec.NONE)
                .withContainers(one.or(() -> all).orElse(List.of()));
    }

    Optional<Duration> timeout(Node node) {
        return scalars.duration(node, SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
    }

    /** A command, or arguments. */
    Optional<List<String>> words(Node node) {
        return scalars.list(node, word -> scalars.literal(word, scope), "write a list: " + asList(node));
    }

    private static String asList(Node node) {
        boolean simple = node instanceof Node.Scalar scalar
                && !scalar.text().isBlank()
                && scalar.text().length() <= 60
                && !scalar.text().matches("(?s).*[\"'\\\\].*");
        return simple && node instanceof Node.Scalar line
                ? Stream.of(line.text().strip().split("\\s+", -1))
                        .map(Quote::of)
                        .collect(Collectors.joining(", ", "[", "]"))
                : "[\"--by\", \"month\"]";
    }
}
