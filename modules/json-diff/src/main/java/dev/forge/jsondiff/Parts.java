package dev.forge.jsondiff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parts of two values that belong together by a name: the fields of objects, and the elements of lists that are told
 * apart by a key.
 *
 * @param original the files' names, for sentences
 */
record Parts(Rules rules, String original, String changed) {
    /** A part that at least one of the two has. */
    record Pair(Place place, Optional<JsonNode> before, Optional<JsonNode> after) {}

    /** Empty where the two have no parts with names. */
    Optional<List<Pair>> of(Place place, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            return Optional.of(pairs(place, fields(before), fields(after)));
        }
        if (before.isArray() && after.isArray()) {
            return rules.key(place)
                    .map(field -> pairs(
                            place,
                            KeyedList.of(original, place.original(), before, field),
                            KeyedList.of(changed, place.changed(), after, field)));
        }
        return Optional.empty();
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }

    private static List<Pair> pairs(Place place, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Pair> pairs = new ArrayList<>();
        for (String name : names) {
            pairs.add(new Pair(
                    place.child(name), Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name))));
        }
        return pairs;
    }
}
