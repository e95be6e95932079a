package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a module asks of Kubernetes alone. */
final class KubernetesReader {
    private static final Pattern OBJECT = Pattern.compile(PipelineShape.OBJECT_NAME);
    private static final Pattern LABEL_KEY = Pattern.compile(KubernetesShape.LABEL_KEY);

    private static final Duration LONGEST_KEPT = Duration.ofDays(30);

    private final Problems problems;
    private final Scalars scalars;
    private final ForeignValue values;

    KubernetesReader(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.values = new ForeignValue(problems);
    }

    Optional<KubernetesSpec> read(Node node) {
        return FieldValues.read(node, KubernetesShape.KUBERNETES, problems).map(this::spec);
    }

    private KubernetesSpec spec(FieldValues fields) {
        return new KubernetesSpec(
                Optional.empty(),
                fields.get("serviceAccount", this::name),
                fields.get("imagePullSecrets", node -> scalars.list(node, this::name))
                        .orElse(List.of()),
                fields.get("nodeSelector", this::labels).orElse(Map.of()),
                maps("tolerations", fields),
                fields.get("affinity", values::map),
                fields.get("priorityClass", this::name),
                fields.get("runtimeClass", this::name),
                maps("volumes", fields),
                maps("volumeMounts", fields),
                maps("initContainers", fields),
                maps("sidecars", fields),
                fields.get("securityContext", values::map),
                List.of(),
                fields.get("keepJob", this::keepJob));
    }

    Optional<Duration> keepJob(Node node) {
        return scalars.duration(node, Duration.ZERO, LONGEST_KEPT);
    }

    private List<JsonNode> maps(String field, FieldValues fields) {
        return fields.get(field, values::maps).orElse(List.of());
    }

    private Optional<String> name(Node node) {
        return scalars.fixed(
                node,
                name -> OBJECT.matcher(name).matches()
                        ? Optional.empty()
                        : Optional.of(new Complaint(
                                "no object of Kubernetes can be named " + Quote.of(name),
                                "use a-z, 0-9, dots and dashes, with a letter or digit at both ends")));
    }

    private Optional<Map<String, String>> labels(Node node) {
        if (!(node instanceof Node.Entries map)) {
            return scalars.refuse(
                    node,
                    "expected a map for " + node.label() + ", got " + node.kind(),
                    "write labels and their values: nodeSelector: {disktype: ssd}");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (Node.Entry entry : map.entries()) {
            if (!LABEL_KEY.matcher(entry.key()).matches()) {
                problems.add(
                        entry.at(),
                        entry.value().pointer(),
                        "no label can be named " + Quote.of(entry.key()),
                        "write the label as kubectl get nodes --show-labels shows it");
            }
            scalars.fixedLiteral(entry.value()).ifPresent(value -> labels.put(entry.key(), value));
        }
        return Optional.of(labels);
    }
}
