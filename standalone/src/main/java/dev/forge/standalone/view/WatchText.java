package dev.forge.standalone.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a person reads of watches of buckets. */
public final class WatchText {
    private static final String NONE = "-";

    private WatchText() {}

    /** A list as a table; one sentence where there is none. */
    public static List<String> table(JsonNode watches, Ink ink) {
        if (watches.isEmpty()) {
            return List.of("No watches. Make one with ./forge watch put FILE.");
        }
        Table table = new Table("WATCH", "STATE", "OBJECTS", "PIPELINE", "WHY");
        watches.forEach(watch -> table.row(
                text(watch, "name"),
                text(watch, "state"),
                "s3://" + text(watch, "bucket") + "/" + text(watch, "prefix"),
                text(watch, "pipeline"),
                text(watch, "reason")));
        return table.lines(ink);
    }

    /** All of one. */
    public static List<String> lines(JsonNode watch, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.strong(text(watch, "name")) + "  " + state(text(watch, "state"), ink));
        lines.add(field("version", text(watch, "version")));
        for (Map.Entry<String, JsonNode> field : watch.path("watch").properties()) {
            if (!field.getKey().equals("name")) {
                lines.add(field(field.getKey(), value(field.getValue())));
            }
        }
        JsonNode objects = watch.path("objects");
        lines.add(field(
                "objects",
                text(objects, "pending") + " pending, " + counted(objects, "started") + " started, "
                        + counted(objects, "skipped") + " skipped, " + text(objects, "refused") + " refused"));
        JsonNode postponed = watch.path("postponed");
        if (!postponed.isMissingNode()) {
            lines.add(ink.bad(field("postponed", postponed(postponed))));
        }
        JsonNode poll = watch.path("lastPoll");
        lines.add(field(
                "last look",
                poll.isMissingNode()
                        ? "none yet"
                        : text(poll, "at") + ", " + objects(poll.path("listed").asLong()) + " in "
                                + text(poll, "millis") + " ms" + leftOut(poll)));
        lines.add(field("next look", text(watch, "state").equals("PAUSED") ? NONE : text(watch, "nextPollAt")));
        JsonNode failure = watch.path("failure");
        if (!failure.isMissingNode()) {
            lines.add(ink.bad(field("failing", text(failure, "reason"))));
            lines.add(field("try", text(failure, "remedy")));
            lines.add(field("since", text(failure, "since")));
        }
        return lines;
    }

    /** These two are counted up to a limit; which of them has met it the starter does not say, the larger one has. */
    private static String counted(JsonNode objects, String field) {
        long most = Math.max(
                objects.path("started").asLong(), objects.path("skipped").asLong());
        boolean more =
                objects.path("atLeast").asBoolean() && objects.path(field).asLong() == most;
        return text(objects, field) + (more ? " or more" : "");
    }

    private static String postponed(JsonNode postponed) {
        JsonNode first = postponed.path("first");
        return text(postponed, "objects") + " of the pending, at " + text(first, "dueAt") + " again "
                + Columns.clean(text(first, "key")) + ": " + text(first, "reason");
    }

    private static String leftOut(JsonNode poll) {
        long leftOut = poll.path("leftOut").asLong();
        return leftOut == 0
                ? ""
                : ", of which " + leftOut + (leftOut == 1 ? " is" : " are")
                        + " left out (no ETag, or a key that S3 would not have)";
    }

    private static String objects(long count) {
        return count + (count == 1 ? " object" : " objects");
    }

    /** What it has seen, as a table; one sentence where it is nothing. */
    public static List<String> objects(JsonNode objects, Ink ink) {
        if (objects.isEmpty()) {
            return List.of("It has seen no such object.");
        }
        Table table = new Table("STATE", "SEEN", "OBJECT", "ETAG", "RUN");
        objects.forEach(object -> table.row(
                text(object, "state"),
                text(object, "seenAt"),
                Columns.clean(text(object, "key")),
                text(object, "etag"),
                run(object)));
        return table.lines(ink);
    }

    /** Its run, when there will be one, or why there is none. */
    private static String run(JsonNode object) {
        String reason = text(object, "reason");
        if (!text(object, "state").equals("PENDING")) {
            return object.path("runId").asText(reason);
        }
        return reason.isEmpty() ? "due at " + text(object, "dueAt") : reason + "; again at " + text(object, "dueAt");
    }

    /** What it would start now. */
    public static List<String> trial(JsonNode trial, Ink ink) {
        List<String> lines = new ArrayList<>();
        JsonNode objects = trial.path("objects");
        lines.add(
                objects.isEmpty()
                        ? "Of " + objects(trial.path("listed").asLong()) + " none would start a run now."
                        : "These would start a run each " + when(trial) + ":");
        if (!objects.isEmpty()) {
            Table table = new Table("OBJECT", "BYTES", "MODIFIED");
            objects.forEach(object ->
                    table.row(Columns.clean(text(object, "key")), text(object, "size"), text(object, "lastModified")));
            lines.addAll(table.lines(ink));
        }
        if (trial.path("more").asBoolean()) {
            lines.add("There may be more.");
        }
        return lines;
    }

    private static String when(JsonNode trial) {
        return trial.has("settle") ? "once they have stayed the newest for " + text(trial, "settle") : "now";
    }

    private static String state(String state, Ink ink) {
        return switch (state) {
            case "ACTIVE" -> ink.good(state);
            case "FAILING" -> ink.bad(state);
            default -> ink.busy(state);
        };
    }

    private static String field(String name, String value) {
        return "  " + Columns.padded(name, 10) + "  " + value;
    }

    private static String value(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
