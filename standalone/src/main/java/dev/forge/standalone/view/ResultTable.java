package dev.forge.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Values of results as a table. */
public final class ResultTable {
    /** Columns of a value; the whole of it is in JSON and CSV. */
    private static final int WIDEST = 60;

    private ResultTable() {}

    /** The lines, a head first; one sentence where there is none. */
    public static List<String> lines(JsonNode results, Ink ink) {
        if (results.isEmpty()) {
            return List.of("No such results.");
        }
        Table table = new Table("RUN", "STEP", "FILE", "AT", "VALUE");
        results.forEach(row -> table.row(
                row.path("run").asText(),
                row.path("step").asText(),
                Columns.clean(row.path("name").asText()),
                Columns.clean(row.path("pointer").asText()),
                value(row.path("value"))));
        return table.lines(ink);
    }

    private static String value(JsonNode value) {
        return Columns.cut(Columns.clean(value.isTextual() ? value.asText() : value.toString()), WIDEST);
    }
}
