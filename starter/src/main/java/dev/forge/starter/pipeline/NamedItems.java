package dev.forge.starter.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A list whose items have names, each its own: modules, a container's variables. */
final class NamedItems {
    /** In the order of the list. */
    private final Map<String, Integer> places;

    private final JsonNode list;

    private NamedItems(Map<String, Integer> places, JsonNode list) {
        this.places = places;
        this.list = list;
    }

    /** Empty where it is no such list. */
    static Optional<NamedItems> of(JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (JsonNode item : node) {
            JsonNode name = item.path("name");
            if (!name.isTextual() || places.put(name.asText(), places.size()) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new NamedItems(places, node));
    }

    Set<String> names() {
        return places.keySet();
    }

    boolean has(String name) {
        return places.containsKey(name);
    }

    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    JsonNode item(String name) {
        return list.path(place(name));
    }

    /** Of those that both lists have, as many as can be that stand in the same order in both. */
    List<String> keptInOrder(NamedItems other) {
        // The longest rising row of places: by length, the row that ends lowest; each row shares its beginning.
        TreeMap<Integer, Row> rows = new TreeMap<>();
        for (String name : names()) {
            if (other.has(name)) {
                int place = other.place(name);
                Map.Entry<Integer, Row> before = rows.lowerEntry(place);
                Map.Entry<Integer, Row> replaced = rows.higherEntry(place);
                rows.put(place, new Row(name, before == null ? Optional.empty() : Optional.of(before.getValue())));
                if (replaced != null) {
                    rows.remove(replaced.getKey());
                }
            }
        }
        return rows.isEmpty() ? List.of() : rows.lastEntry().getValue().names();
    }

    /** Names, the last one first. */
    private record Row(String last, Optional<Row> before) {
        List<String> names() {
            List<String> names = new ArrayList<>();
            for (Optional<Row> at = Optional.of(this);
                    at.isPresent();
                    at = at.get().before()) {
                names.addFirst(at.get().last());
            }
            return names;
        }
    }
}
