package dev.forge.standalone.view;

import dev.forge.standalone.client.Schedule;
import dev.forge.standalone.client.Schedule.Recent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person reads of schedules. Times are told in the schedule's own zone, as its cron lines are. */
public final class ScheduleText {
    private static final String NONE = "-";

    private ScheduleText() {}

    /** A list as a table; one sentence where there is none. */
    public static List<String> table(List<Schedule> schedules, Ink ink) {
        if (schedules.isEmpty()) {
            return List.of("No schedules. Make one with ./forge schedules create ID FILE --cron \"0 6 * * *\".");
        }
        Table table = new Table("SCHEDULE", "TIMES", "NEXT", "LAST", "PAUSED");
        schedules.forEach(schedule -> table.row(
                schedule.id(),
                times(schedule),
                next(schedule).orElse(NONE),
                schedule.recent().stream()
                        .findFirst()
                        .map(last -> state(last) + " " + at(last.scheduledAt(), schedule))
                        .orElse(NONE),
                paused(schedule).orElse("")));
        return table.lines(ink);
    }

    /** All of one. */
    public static List<String> lines(Schedule schedule, Instant now, Ink ink) {
        List<String> lines = new ArrayList<>();
        lines.add(ink.strong(schedule.id()));
        field("times", Optional.of(times(schedule)), lines);
        field("except", some(calendars(schedule.except())), lines);
        field("jitter", schedule.jitter(), lines);
        field("from", schedule.startAt().map(at -> at(at, schedule)), lines);
        field("until", schedule.endAt().map(at -> at(at, schedule)), lines);
        field("overlap", Optional.of(schedule.overlap()), lines);
        field("catch-up", Optional.of(schedule.catchupWindow()), lines);
        field("pipeline", schedule.pipeline(), lines);
        field("note", some(schedule.note()), lines);
        field("skipped", counted(schedule.skipped(), "a run was still open"), lines);
        field("missed", counted(schedule.missed(), "nothing was up for longer than the catch-up window"), lines);
        lines.add(ink.faint(
                schedule.paused() ? "Next times, of which none starts a run while it is paused" : "Next times"));
        schedule.next().forEach(at -> lines.add("  " + at(at, schedule)));
        lines.addAll(runs(schedule, now, ink));
        return lines;
    }

    /** {@code next run at 2026-11-30T06:00:00+01:00}. */
    public static String outlook(Schedule schedule) {
        return next(schedule)
                .map(at -> "next run at " + at)
                .orElse(schedule.paused() ? "paused" : "no time is left at which it starts a run");
    }

    private static Optional<String> next(Schedule schedule) {
        return schedule.paused()
                ? Optional.empty()
                : schedule.next().stream().findFirst().map(at -> at(at, schedule));
    }

    /** A time in the schedule's zone. */
    public static String at(Instant at, Schedule schedule) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(zone(schedule.timeZone())));
    }

    /** One that was made by hand may have a zone that Java does not know. */
    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }

    private static String times(Schedule schedule) {
        String times = Stream.of(
                        schedule.cron().stream(),
                        schedule.every().stream().map(interval -> "every " + interval),
                        schedule.calendars().stream().map(ScheduleText::calendar))
                .flatMap(texts -> texts)
                .collect(Collectors.joining("; "));
        return times + " " + schedule.timeZone();
    }

    private static String calendars(List<Map<String, String>> calendars) {
        return calendars.stream().map(ScheduleText::calendar).collect(Collectors.joining("; "));
    }

    private static String calendar(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> paused(Schedule schedule) {
        return schedule.paused()
                ? Optional.of(schedule.note().isBlank() ? "yes" : "yes: " + schedule.note())
                : Optional.empty();
    }

    private static List<String> runs(Schedule schedule, Instant now, Ink ink) {
        if (schedule.recent().isEmpty()) {
            return List.of(ink.faint("No run yet"));
        }
        Table table = new Table("LAST RUNS", "TIME", "STATE", "TOOK");
        schedule.recent()
                .forEach(run -> table.row(
                        run.id(),
                        at(run.scheduledAt(), schedule),
                        state(run),
                        took(run, now).orElse("")));
        return table.lines(ink);
    }

    private static String state(Recent run) {
        return run.state().map(Enum::name).orElse("(not kept any more)");
    }

    private static Optional<String> took(Recent run, Instant now) {
        return run.state()
                .map(_ ->
                        Spans.of(Duration.between(run.startedAt(), run.endedAt().orElse(now))));
    }

    private static Optional<String> counted(long count, String why) {
        return count == 0 ? Optional.empty() : Optional.of(count + " (" + why + ")");
    }

    private static Optional<String> some(String text) {
        return Optional.of(text).filter(it -> !it.isBlank());
    }

    private static void field(String name, Optional<String> value, List<String> lines) {
        value.ifPresent(text -> lines.add("  " + Columns.padded(name, 10) + text));
    }
}
