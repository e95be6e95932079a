package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code v1.Container}s that a module may be instead of an image with a command. */
final class ContainersReader {
    /** What an only container is called, as the container of any other module is. */
    private static final String NAME = "module";

    private final Problems problems;
    private final Scalars scalars;
    private final ForeignValue values;
    private final StepScope scope;

    ContainersReader(Problems problems, StepScope scope) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
        this.values = new ForeignValue(problems);
        this.scope = scope;
    }

    Optional<List<JsonNode>> one(Node node) {
        return named(List.of(node));
    }

    Optional<List<JsonNode>> all(Node node) {
        return scalars.list(node, Optional::of, "write a list: containers: [{image: …}]")
                .flatMap(nodes -> {
                    if (nodes.isEmpty() || nodes.size() > PipelineShape.MOST_CONTAINERS) {
                        return scalars.refuse(
                                node,
                                "there are " + nodes.size() + " containers",
                                "write 1 to " + PipelineShape.MOST_CONTAINERS + " containers");
                    }
                    return named(nodes);
                });
    }

    private Optional<List<JsonNode>> named(List<Node> nodes) {
        List<JsonNode> containers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Node node : nodes) {
            String fallback = containers.isEmpty() ? NAME : NAME + "-" + (containers.size() + 1);
            values.container(node, scope)
                    .filter(container -> hasImage(node, container))
                    .flatMap(container -> named(node, container, fallback))
                    .filter(container -> isNew(node, container, names))
                    .ifPresent(containers::add);
        }
        return containers.size() == nodes.size() ? Optional.of(containers) : Optional.empty();
    }

    private boolean hasImage(Node node, ObjectNode container) {
        boolean has = container.path("image").isTextual()
                && !container.path("image").asText().isBlank();
        if (!has) {
            problems.add(node, node.label() + " has no image", "add image: weather-monthly:1");
        }
        return has;
    }

    private Optional<ObjectNode> named(Node node, ObjectNode container, String fallback) {
        JsonNode name = container.path("name");
        if (name.isMissingNode() || name.isNull()) {
            return Optional.of(container.put("name", fallback));
        }
        return name.isTextual() && Labels.isLabel(name.asText())
                ? Optional.of(container)
                : scalars.refuse(
                        node,
                        "the name of " + node.label() + " is no DNS label",
                        "use a-z, 0-9 and dashes, with a letter or digit at both ends, or leave it out");
    }

    private boolean isNew(Node node, ObjectNode container, Set<String> names) {
        String name = container.path("name").asText();
        boolean isNew = names.add(name);
        if (!isNew) {
            problems.add(node, "two containers are named " + Quote.plain(name), "rename one of them");
        }
        return isNew;
    }
}
