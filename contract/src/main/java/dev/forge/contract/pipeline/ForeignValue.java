package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is written in Kubernetes' words into JSON. Scalars without quotes are there what YAML 1.2's core schema
 * makes of them, since Kubernetes wants its numbers and booleans; texts hold no expressions but where they may.
 */
final class ForeignValue {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** In digits; far beyond any number of Kubernetes' API. */
    private static final int LONGEST_NUMBER = 40;

    private final Problems problems;
    private final Scalars scalars;

    ForeignValue(Problems problems) {
        this.problems = problems;
        this.scalars = new Scalars(problems);
    }

    /** A map; empty where it is none, or holds what cannot be. */
    Optional<JsonNode> map(Node node) {
        return asMap(node).flatMap(map -> json(map));
    }

    /** A list of maps. */
    Optional<List<JsonNode>> maps(Node node) {
        return scalars.list(node, this::map, "write a list of maps, in the words of Kubernetes' API");
    }

    /** A {@code v1.Container} in the place of a module's own; its command, args and env may hold expressions. */
    Optional<ObjectNode> container(Node node, StepScope scope) {
        return asMap(node).flatMap(map -> {
            ObjectNode container = JSON.objectNode();
            for (Node.Entry entry : map.entries()) {
                boolean open = ContainerText.OPEN.contains(entry.key());
                Optional<JsonNode> value = open ? json(entry.value(), Optional.of(scope)) : json(entry.value());
                value.ifPresent(it -> container.set(entry.key(), it));
            }
            return container.size() == map.entries().size() ? Optional.of(container) : Optional.empty();
        });
    }

    private Optional<Node.Entries> asMap(Node node) {
        return node instanceof Node.Entries map
                ? Optional.of(map)
                : scalars.refuse(
                        node,
                        "expected a map for " + node.label() + ", got " + node.kind(),
                        "write it in the words of Kubernetes' API");
    }

    private Optional<JsonNode> json(Node node) {
        return json(node, Optional.empty());
    }

    private Optional<JsonNode> json(Node node, Optional<StepScope> scope) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar, scope);
            case Node.Items list -> {
                ArrayNode array = JSON.arrayNode();
                list.items().forEach(item -> json(item, scope).ifPresent(array::add));
                yield array.size() == list.items().size() ? Optional.of(array) : Optional.empty();
            }
            case Node.Entries map -> {
                ObjectNode object = JSON.objectNode();
                map.entries().forEach(entry -> json(entry.value(), scope).ifPresent(it -> object.set(entry.key(), it)));
                yield object.size() == map.entries().size() ? Optional.of(object) : Optional.empty();
            }
        };
    }

    private Optional<JsonNode> scalar(Node.Scalar scalar, Optional<StepScope> scope) {
        if (scalar.isNothing()) {
            return Optional.of(JSON.nullNode());
        }
        if (scalar.isBoolean()) {
            return Optional.of(JSON.booleanNode(
                    scalar.text().startsWith("t") || scalar.text().startsWith("T")));
        }
        return scalar.isNumber() ? number(scalar) : text(scalar, scope);
    }

    private Optional<JsonNode> text(Node.Scalar scalar, Optional<StepScope> scope) {
        List<Complaint> complaints = new ArrayList<>();
        scope.ifPresentOrElse(
                it -> complaints.addAll(ExpressionRules.check(scalar.text(), it)),
                () -> ExpressionRules.forbid(scalar.label(), scalar.text()).ifPresent(complaints::add));
        complaints.forEach(complaint -> problems.add(scalar, complaint));
        return complaints.isEmpty() ? Optional.of(JSON.textNode(scalar.text())) : Optional.empty();
    }

    private Optional<JsonNode> number(Node.Scalar scalar) {
        String text = scalar.text();
        if (text.length() <= LONGEST_NUMBER) {
            if (text.matches("[-+]?\\d+")) {
                return Optional.of(whole(new BigInteger(text)));
            }
            if (text.matches("0[ox].*")) {
                return Optional.of(whole(new BigInteger(text.substring(2), text.charAt(1) == 'o' ? 8 : 16)));
            }
            // The words for infinity and for no number are YAML's; JSON has none.
            if (!text.matches("(?i).*(inf|nan)") && Double.isFinite(Double.parseDouble(text))) {
                return Optional.of(JSON.numberNode(Double.parseDouble(text)));
            }
        }
        return scalars.refuse(
                scalar,
                scalar.label() + " cannot be " + Quote.plain(text),
                "write a smaller number, or put it in quotes to mean text");
    }

    /** In the smallest node that holds it, as JSON's readers choose it. */
    private static JsonNode whole(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return JSON.numberNode(number.intValueExact());
        }
        return number.bitLength() < Long.SIZE ? JSON.numberNode(number.longValueExact()) : JSON.numberNode(number);
    }
}
