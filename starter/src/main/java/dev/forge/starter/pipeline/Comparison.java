package dev.forge.starter.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.starter.pipeline.PipelineDiff.Change;
import dev.forge.starter.pipeline.PipelineDiff.Move;
import dev.forge.starter.pipeline.PipelineDiff.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Walks through two versions of a pipeline side by side. */
final class Comparison {
    private final List<Value> added = new ArrayList<>();
    private final List<Value> removed = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();
    private final List<Move> moved = new ArrayList<>();

    PipelineDiff found() {
        return new PipelineDiff(added, removed, changed, moved);
    }

    void compare(String firstPlace, JsonNode first, String otherPlace, JsonNode other) {
        Optional<NamedItems> firstItems = NamedItems.of(first);
        Optional<NamedItems> otherItems = NamedItems.of(other);
        if (firstItems.isPresent() && otherItems.isPresent()) {
            items(firstPlace, firstItems.get(), otherPlace, otherItems.get());
        } else if (first.isObject() && other.isObject() && sameOrder(first, other)) {
            fields(firstPlace, first, otherPlace, other);
        } else if (!first.toString().equals(other.toString())) {
            changed.add(new Change(otherPlace, first, other));
        }
    }

    /** A container's variables are read in their order: the same ones in another order are not the same. */
    private static boolean sameOrder(JsonNode first, JsonNode other) {
        return names(first)
                .filter(other::has)
                .toList()
                .equals(names(other).filter(first::has).toList());
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey);
    }

    private void fields(String firstPlace, JsonNode first, String otherPlace, JsonNode other) {
        first.properties().forEach(field -> {
            String place = field(firstPlace, field.getKey());
            if (other.has(field.getKey())) {
                compare(place, field.getValue(), field(otherPlace, field.getKey()), other.path(field.getKey()));
            } else {
                removed.add(new Value(place, field.getValue()));
            }
        });
        other.properties().stream()
                .filter(field -> !first.has(field.getKey()))
                .forEach(field -> added.add(new Value(field(otherPlace, field.getKey()), field.getValue())));
    }

    private void items(String firstPlace, NamedItems first, String otherPlace, NamedItems other) {
        Set<String> kept = new HashSet<>(first.keptInOrder(other));
        for (String name : first.names()) {
            String was = firstPlace + "/" + first.place(name);
            if (!other.has(name)) {
                removed.add(new Value(was, first.item(name)));
                continue;
            }
            String is = otherPlace + "/" + other.place(name);
            compare(was, first.item(name), is, other.item(name));
            if (!kept.contains(name)) {
                moved.add(new Move(was, is));
            }
        }
        other.names().stream()
                .filter(name -> !first.has(name))
                .forEach(name -> added.add(new Value(otherPlace + "/" + other.place(name), other.item(name))));
    }

    private static String field(String place, String name) {
        return place + JsonPointer.empty().appendProperty(name);
    }
}
