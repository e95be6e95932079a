package dev.forge.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** How the runs of each pipeline ended. */
public final class StatsTable {
    private StatsTable() {}

    /** A line for each pipeline, or a sentence where there is none. */
    public static List<String> lines(JsonNode pipelines, Ink ink) {
        if (pipelines.isEmpty()) {
            return List.of("No run has ended yet.");
        }
        Table table = new Table("PIPELINE", "SUCCEEDED", "FAILED", "RETRIES");
        pipelines.forEach(row -> table.row(
                row.path("pipeline").asText(),
                row.path("succeedJob").asText(),
                row.path("failedJob").asText(),
                row.path("jobRetry").asText()));
        return table.lines(ink);
    }
}
