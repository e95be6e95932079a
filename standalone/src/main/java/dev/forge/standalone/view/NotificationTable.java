package dev.forge.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.run.RunState;
import java.util.List;

/** Who was told of a run's end. */
public final class NotificationTable {
    private NotificationTable() {}

    /** Where there is none. */
    public static String nobody(RunState state) {
        return state.ended()
                ? "Nobody: nobody is to be told, or Temporal has forgotten who was."
                : "Nobody yet: the run has not ended.";
    }

    /** A line for each. */
    public static List<String> lines(JsonNode notifications, Ink ink) {
        Table table = new Table("KIND", "STATE", "TRIES", "TARGET", "FAILURE");
        notifications.forEach(row -> table.row(
                row.path("kind").asText(),
                row.path("state").asText(),
                row.path("tries").asText(),
                row.path("target").asText(),
                row.path("failure").asText()));
        return table.lines(ink);
    }
}
