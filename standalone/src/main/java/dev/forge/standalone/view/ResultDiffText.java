package dev.forge.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How the results of two runs differ, a line each. */
public final class ResultDiffText {
    /** Columns of a value; the whole of it is in JSON. */
    private static final int WIDEST = 60;

    private ResultDiffText() {}

    /** The lines of what the server says of the two; one sentence where they are the same. */
    public static List<String> lines(JsonNode compared, Ink ink) {
        List<String> lines = new ArrayList<>();
        compared.path("differences").forEach(one -> lines.add(line(one, ink)));
        if (lines.isEmpty()) {
            return List.of("The results of both runs are the same ("
                    + compared.path("same").asInt() + ").");
        }
        if (compared.path("more").asBoolean()) {
            lines.add("There are more differences: name --step, or --name.");
        }
        return lines;
    }

    private static String line(JsonNode one, Ink ink) {
        String place = Columns.clean(one.path("step").asText() + " "
                + one.path("name").asText() + " " + one.path("pointer").asText());
        return switch (one.path("change").asText()) {
            case "ADDED" -> ink.good("+ " + place + ": " + value(one.path("after")));
            case "REMOVED" -> ink.bad("- " + place + ": " + value(one.path("before")));
            default -> ink.busy("~ " + place + ": " + value(one.path("before")) + " -> " + value(one.path("after")));
        };
    }

    private static String value(JsonNode value) {
        return Columns.cut(Columns.clean(value.toString()), WIDEST);
    }
}
