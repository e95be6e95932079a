package dev.forge.starter.schedule;

import io.temporal.api.schedule.v1.Range;
import io.temporal.api.schedule.v1.StructuredCalendarSpec;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads and writes Temporal's calendars, as cron lines of five fields and as maps of fields.
 *
 * <p>Forge reads them itself, so that a mistake is told by its field, and hands Temporal numbers. When a calendar
 * matches is Temporal's to say.
 */
final class CalendarText {
    static final String COMMENT = "comment";

    private static final List<CalendarField> CRON = List.of(
            CalendarField.MINUTE,
            CalendarField.HOUR,
            CalendarField.DAY_OF_MONTH,
            CalendarField.MONTH,
            CalendarField.DAY_OF_WEEK);
    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final List<Range> ON_THE_MINUTE =
            List.of(Range.newBuilder().setStep(1).build());

    private CalendarText() {}

    static List<String> words() {
        return Stream.concat(Stream.of(CalendarField.values()).map(CalendarField::word), Stream.of(COMMENT))
                .toList();
    }

    /** The calendar of a cron line; mistakes are noted. */
    static Optional<StructuredCalendarSpec> cron(String text, Spot spot) {
        String line = text.strip();
        if (line.startsWith("@")) {
            return Optional.ofNullable(WORDS.get(line))
                    .flatMap(meant -> cron(meant, spot))
                    .or(() -> spot.refuse(
                            "there is no cron word \"" + line + "\"",
                            line.startsWith("@every")
                                    ? "use the field every: \""
                                            + line.substring("@every".length()).strip() + "\""
                                    : "use @hourly, @daily, @weekly, @monthly or @yearly"));
        }
        if (line.contains("TZ=")) {
            return spot.refuse("a time zone stands in the cron line", "use the field timeZone");
        }
        String[] fields = line.split("\\s+", -1);
        if (line.isEmpty() || fields.length != CRON.size()) {
            return spot.refuse(
                    "\"" + line + "\" has " + (line.isEmpty() ? 0 : fields.length) + " fields",
                    fields.length == 6 ? sixFields(fields) : "write five: minute hour day-of-month month day-of-week");
        }
        Map<CalendarField, List<Range>> read = new EnumMap<>(CalendarField.class);
        for (int i = 0; i < fields.length; i++) {
            CalendarField field = CRON.get(i);
            field.read(fields[i], spot).ifPresent(ranges -> read.put(field, ranges));
        }
        return read.size() < CRON.size() ? Optional.empty() : Optional.of(structured(read, ""));
    }

    // Quartz and Spring begin with seconds, Temporal ends with a year: a sixth field would be read as what it is not.
    private static String sixFields(String[] fields) {
        return fields[0].equals("0")
                ? "leave the seconds out: \"" + String.join(" ", List.of(fields).subList(1, 6)) + "\""
                : "write five (minute hour day-of-month month day-of-week); seconds and years go into calendars";
    }

    /** The calendar of a map of fields, which are known to be ours; mistakes are noted. */
    static Optional<StructuredCalendarSpec> calendar(Map<String, String> texts, Spot spot) {
        Map<CalendarField, List<Range>> read = new EnumMap<>(CalendarField.class);
        for (CalendarField field : CalendarField.values()) {
            String text = texts.getOrDefault(field.word(), field.fallback());
            field.read(text, spot.field(field.word())).ifPresent(ranges -> read.put(field, ranges));
        }
        return read.size() < CalendarField.values().length
                ? Optional.empty()
                : Optional.of(structured(read, texts.getOrDefault(COMMENT, "")));
    }

    private static StructuredCalendarSpec structured(Map<CalendarField, List<Range>> read, String comment) {
        return StructuredCalendarSpec.newBuilder()
                .addAllSecond(read.getOrDefault(CalendarField.SECOND, ON_THE_MINUTE))
                .addAllMinute(read.getOrDefault(CalendarField.MINUTE, List.of()))
                .addAllHour(read.getOrDefault(CalendarField.HOUR, List.of()))
                .addAllDayOfMonth(read.getOrDefault(CalendarField.DAY_OF_MONTH, List.of()))
                .addAllMonth(read.getOrDefault(CalendarField.MONTH, List.of()))
                .addAllDayOfWeek(read.getOrDefault(CalendarField.DAY_OF_WEEK, List.of()))
                .addAllYear(read.getOrDefault(CalendarField.YEAR, List.of()))
                .setComment(comment)
                .build();
    }

    /** The cron line of a calendar; empty where it says what a line of five fields cannot. */
    static Optional<String> cron(StructuredCalendarSpec calendar) {
        boolean fits = CalendarField.SECOND.print(calendar.getSecondList()).equals("0")
                && calendar.getYearCount() == 0
                && calendar.getComment().isEmpty();
        return fits
                ? Optional.of(String.join(
                        " ",
                        CRON.stream()
                                .map(field -> field.print(of(calendar, field)))
                                .toList()))
                : Optional.empty();
    }

    /** The fields of a calendar, those alone that are not what stands for one left out. */
    static Map<String, String> fields(StructuredCalendarSpec calendar) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (CalendarField field : CalendarField.values()) {
            String text = field.print(of(calendar, field));
            if (!text.equals(field.fallback())) {
                texts.put(field.word(), text);
            }
        }
        if (!calendar.getComment().isEmpty()) {
            texts.put(COMMENT, calendar.getComment());
        }
        return texts;
    }

    private static List<Range> of(StructuredCalendarSpec calendar, CalendarField field) {
        return switch (field) {
            case SECOND -> calendar.getSecondList();
            case MINUTE -> calendar.getMinuteList();
            case HOUR -> calendar.getHourList();
            case DAY_OF_MONTH -> calendar.getDayOfMonthList();
            case MONTH -> calendar.getMonthList();
            case DAY_OF_WEEK -> calendar.getDayOfWeekList();
            case YEAR -> calendar.getYearList();
        };
    }
}
