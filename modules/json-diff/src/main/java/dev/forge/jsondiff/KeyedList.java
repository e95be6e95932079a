package dev.forge.jsondiff;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The elements of a list by what a field of theirs says. */
final class KeyedList {
    private KeyedList() {}

    /**
     * Reads them, in their order.
     *
     * @param file whose they are, for sentences
     * @throws Fault if an element has no such field, or two have the same
     */
    static Map<String, JsonNode> of(String file, Pointer list, JsonNode elements, String field) {
        Map<String, JsonNode> byKey = new LinkedHashMap<>();
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            String key = key(file, list.child(Integer.toString(i)), elements.get(i), field);
            Integer before = places.putIfAbsent(key, i);
            if (before != null) {
                throw Fault.data(file + ": " + list + "/" + before + " and " + list + "/" + i + " both have the "
                        + field + " \"" + key + "\", so that it is not clear which is meant: give each its own.");
            }
            byKey.put(key, elements.get(i));
        }
        return Collections.unmodifiableMap(byKey);
    }

    private static String key(String file, Pointer at, JsonNode element, String field) {
        JsonNode value = element.path(field);
        if (value.isNumber()) {
            return Numbers.canonical(value.decimalValue());
        }
        if (value.isTextual() || value.isBoolean()) {
            return value.asText();
        }
        throw Fault.data(file + ": " + at + " has no " + field
                + " that is a text, a number, true or false: give it one," + " or leave out --key for this list.");
    }
}
