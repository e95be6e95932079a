package dev.forge.contract.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.UnaryOperator;

/** The texts of a raw container that may hold expressions, as those of a module may. */
final class ContainerText {
    static final List<String> OPEN = List.of("command", "args", "env");

    private ContainerText() {}

    /** A copy of a container with those texts changed. */
    static JsonNode map(JsonNode container, UnaryOperator<String> change) {
        if (!(container.deepCopy() instanceof ObjectNode copy)) {
            return container;
        }
        OPEN.stream().filter(copy::has).forEach(field -> copy.set(field, changed(copy.get(field), change)));
        return copy;
    }

    private static JsonNode changed(JsonNode node, UnaryOperator<String> change) {
        return switch (node) {
            case TextNode text -> TextNode.valueOf(change.apply(text.textValue()));
            case ArrayNode list -> {
                for (int i = 0; i < list.size(); i++) {
                    list.set(i, changed(list.get(i), change));
                }
                yield list;
            }
            case ObjectNode map -> {
                map.properties().forEach(entry -> entry.setValue(changed(entry.getValue(), change)));
                yield map;
            }
            // Numbers and booleans; Jackson's hierarchy is not sealed.
            default -> node;
        };
    }
}
