package dev.forge.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Who was told of a run's end. */
public final class NotificationTable {
    private NotificationTable() {}

    /** A line for each, or a sentence where there is none. */
    public static List<String> lines(JsonNode notifications, Ink ink) {
        if (notifications.isEmpty()) {
            return List.of("Nobody: the run has not ended, nobody is to be told, or Temporal has forgotten who was.");
        }
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
