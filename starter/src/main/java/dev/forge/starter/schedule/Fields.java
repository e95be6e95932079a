package dev.forge.starter.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The fields of a JSON object, read one by one; mistakes are noted, and such a field is as good as left out. */
final class Fields {
    private final ObjectNode fields;
    private final Spot spot;

    Fields(ObjectNode fields, Spot spot) {
        this.fields = fields;
        this.spot = spot;
    }

    /** A text that a rule reads. */
    <T> Optional<T> text(String name, BiFunction<String, Spot, Optional<T>> rule) {
        return fields.has(name)
                ? text(fields.path(name), spot.field(name)).flatMap(text -> rule.apply(text, spot.field(name)))
                : Optional.empty();
    }

    /** The good ones of a list, or of the one that stands in its place. */
    <T> List<T> list(String name, BiFunction<JsonNode, Spot, Optional<T>> item) {
        JsonNode node = fields.path(name);
        if (node.isMissingNode()) {
            return List.of();
        }
        Spot place = spot.field(name);
        if (!node.isArray()) {
            return item.apply(node, place).stream().toList();
        }
        List<T> good = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            item.apply(node.path(i), place.item(i)).ifPresent(good::add);
        }
        return good;
    }

    /** A switch that is off where it is left out. */
    boolean flag(String name) {
        JsonNode node = fields.path(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            spot.field(name).refuse("expected true or false for " + name, "write true or false, without quotes");
        }
        return node.asBoolean(false);
    }

    /** A text, or a number by its digits. */
    static Optional<String> text(JsonNode node, Spot spot) {
        return node.isTextual() || node.isNumber()
                ? Optional.of(node.asText())
                : spot.refuse("expected text for " + spot.label(), "write it in quotes");
    }
}
