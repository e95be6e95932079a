package dev.forge.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one version of a pipeline says otherwise than another, a line each. */
public final class DiffText {
    private final JsonNode before;
    private final JsonNode after;
    private final Ink ink;

    /**
     * A text.
     *
     * @param before the pipeline of the first version, where the names stand that its places are called by
     * @param after that of the second
     */
    public DiffText(JsonNode before, JsonNode after, Ink ink) {
        this.before = before;
        this.after = after;
        this.ink = ink;
    }

    /** The lines of what the server says of the two; one sentence where they say the same. */
    public List<String> lines(JsonNode diff) {
        List<String> lines = new ArrayList<>();
        diff.path("removed")
                .forEach(it ->
                        lines.add(ink.bad("- " + place(it.path("pointer"), before) + ": " + text(it.path("value")))));
        diff.path("added")
                .forEach(it ->
                        lines.add(ink.good("+ " + place(it.path("pointer"), after) + ": " + text(it.path("value")))));
        diff.path("changed")
                .forEach(it -> lines.add(ink.busy("~ " + place(it.path("pointer"), after) + ": "
                        + text(it.path("before")) + " -> " + text(it.path("after")))));
        diff.path("moved")
                .forEach(it -> lines.add(ink.busy("~ " + place(it.path("from"), before) + " is in another place")));
        return lines.isEmpty()
                ? List.of("Versions " + diff.path("from").asInt() + " and "
                        + diff.path("to").asInt() + " say the same.")
                : lines;
    }

    /** {@code /modules/1/image} as {@code modules.monthly.image}. */
    private static String place(JsonNode pointer, JsonNode pipeline) {
        List<String> words = new ArrayList<>();
        JsonNode node = pipeline;
        for (String field : tokens(pointer.asText())) {
            boolean item = node.isArray();
            node = item ? node.path(Integer.parseInt(field)) : node.path(field);
            words.add(item ? node.path("name").asText(field) : field);
        }
        return words.isEmpty() ? "the pipeline" : String.join(".", words);
    }

    private static List<String> tokens(String pointer) {
        return Arrays.stream(pointer.split("/", -1))
                .skip(1)
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    /** A text without quotes, where it is one line and has no space at its ends. */
    private static String text(JsonNode value) {
        return value.isTextual() && value.asText().matches("[^\\p{Cntrl}\\s](?:[^\\p{Cntrl}]*[^\\p{Cntrl}\\s])?")
                ? value.asText()
                : value.toString();
    }
}
