package dev.forge.standalone.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When the runs of a schedule begin. */
final class TimesOptions {
    @Option(
            names = "--cron",
            paramLabel = "LINE",
            description = "Five fields, or @hourly, @daily, @weekly, @monthly, @yearly; again for each further one.")
    private List<String> cron = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "INTERVAL",
            description = "Such as 15m, or 1h/5m for five minutes past each hour; again for each further one.")
    private List<String> every = new ArrayList<>();

    @Option(
            names = "--calendar",
            paramLabel = "FIELDS",
            converter = CalendarConverter.class,
            description = "Such as \"hour=6 dayOfWeek=mon-fri\"; again for each further one.")
    private List<ObjectNode> calendars = new ArrayList<>();

    @Option(
            names = "--except",
            paramLabel = "FIELDS",
            converter = CalendarConverter.class,
            description = "Times that are left out: \"month=12 dayOfMonth=24-26 hour=*\"; again for each further one.")
    private List<ObjectNode> except = new ArrayList<>();

    @Option(names = "--time-zone", paramLabel = "ZONE", description = "An IANA name; UTC by default.")
    private Optional<String> timeZone = Optional.empty();

    @Option(names = "--jitter", paramLabel = "TIME", description = "A run begins up to so much later than its time.")
    private Optional<String> jitter = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "No run begins before: 2026-12-01T00:00:00Z, or with an offset.")
    private Optional<String> startAt = Optional.empty();

    @Option(names = "--until", paramLabel = "TIME", description = "No run begins after.")
    private Optional<String> endAt = Optional.empty();

    @Option(
            names = "--catch-up",
            paramLabel = "TIME",
            description = "How late a run may begin when nothing was up at its time; 1h by default.")
    private Optional<String> catchupWindow = Optional.empty();

    /** Writes what was given by the names that HTTP gives it. */
    void write(ObjectNode fields) {
        texts("cron", cron, fields);
        texts("every", every, fields);
        maps("calendars", calendars, fields);
        maps("except", except, fields);
        timeZone.ifPresent(text -> fields.put("timeZone", text));
        jitter.ifPresent(text -> fields.put("jitter", text));
        startAt.ifPresent(text -> fields.put("startAt", text));
        endAt.ifPresent(text -> fields.put("endAt", text));
        catchupWindow.ifPresent(text -> fields.put("catchupWindow", text));
    }

    private static void texts(String name, List<String> texts, ObjectNode fields) {
        if (!texts.isEmpty()) {
            texts.forEach(fields.putArray(name)::add);
        }
    }

    private static void maps(String name, List<ObjectNode> maps, ObjectNode fields) {
        if (!maps.isEmpty()) {
            maps.forEach(fields.putArray(name)::add);
        }
    }
}
