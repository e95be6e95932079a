package dev.forge.starter.result;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.starter.result.ResultDifference.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks through the same file of two runs side by side: objects by their keys, lists by their places. */
final class ResultWalk {
    private final String step;
    private final String name;
    private final int most;
    private final List<ResultDifference> found = new ArrayList<>();

    /**
     * A walk.
     *
     * @param most so many differences, and one more, which tells that there are others
     */
    ResultWalk(String step, String name, int most) {
        this.step = step;
        this.name = name;
        this.most = most;
    }

    List<ResultDifference> between(JsonNode before, JsonNode after) {
        compare("", before, after);
        return found;
    }

    private void compare(String pointer, JsonNode before, JsonNode after) {
        if (found.size() > most) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            fields(pointer, before, after);
        } else if (before.isArray() && after.isArray()) {
            items(pointer, before, after);
        } else if (!isSame(before, after)) {
            add(pointer, Change.CHANGED, Optional.of(before), Optional.of(after));
        }
    }

    private void fields(String pointer, JsonNode before, JsonNode after) {
        before.properties().forEach(field -> {
            String at = pointer + JsonPointer.empty().appendProperty(field.getKey());
            if (after.has(field.getKey())) {
                compare(at, field.getValue(), after.path(field.getKey()));
            } else {
                add(at, Change.REMOVED, Optional.of(field.getValue()), Optional.empty());
            }
        });
        after.properties().stream()
                .filter(field -> !before.has(field.getKey()))
                .forEach(field -> add(
                        pointer + JsonPointer.empty().appendProperty(field.getKey()),
                        Change.ADDED,
                        Optional.empty(),
                        Optional.of(field.getValue())));
    }

    private void items(String pointer, JsonNode before, JsonNode after) {
        int both = Math.min(before.size(), after.size());
        for (int i = 0; i < both; i++) {
            compare(pointer + "/" + i, before.path(i), after.path(i));
        }
        for (int i = both; i < before.size(); i++) {
            add(pointer + "/" + i, Change.REMOVED, Optional.of(before.path(i)), Optional.empty());
        }
        for (int i = both; i < after.size(); i++) {
            add(pointer + "/" + i, Change.ADDED, Optional.empty(), Optional.of(after.path(i)));
        }
    }

    /** 1.0 and 1 are the same number. */
    private static boolean isSame(JsonNode before, JsonNode after) {
        return (before.isNumber() && after.isNumber())
                ? before.decimalValue().compareTo(after.decimalValue()) == 0
                : before.equals(after);
    }

    private void add(String pointer, Change change, Optional<JsonNode> before, Optional<JsonNode> after) {
        if (found.size() <= most) {
            found.add(new ResultDifference(step, name, pointer, change, before, after));
        }
    }
}
