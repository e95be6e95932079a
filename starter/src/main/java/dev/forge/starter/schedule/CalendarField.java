package dev.forge.starter.schedule;

import dev.forge.contract.pipeline.Spelling;
import io.temporal.api.schedule.v1.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A field of a cron line or calendar, with its numbers; as Temporal's structured calendars have them. */
enum CalendarField {
    SECOND("second", 0, 59, "0", ""),
    MINUTE("minute", 0, 59, "0", ""),
    HOUR("hour", 0, 23, "0", ""),
    DAY_OF_MONTH("dayOfMonth", 1, 31, "*", ""),
    MONTH("month", 1, 12, "*", "jan feb mar apr may jun jul aug sep oct nov dec"),
    /** 7 is Sunday as well. */
    DAY_OF_WEEK("dayOfWeek", 0, 7, "*", "sun mon tue wed thu fri sat"),
    YEAR("year", 2000, 2100, "*", "");

    private static final Pattern PART = Pattern.compile("(\\*|\\w+)(?:-(\\w+))?(?:/(\\d{1,4}))?");
    private static final int SUNDAY = 7;

    private final String word;
    private final int least;
    private final int most;
    private final String fallback;
    private final String names;

    CalendarField(String word, int least, int most, String fallback, String names) {
        this.word = word;
        this.least = least;
        this.most = most;
        this.fallback = fallback;
        this.names = names;
    }

    private List<String> names() {
        return names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
    }

    /** As it stands in a calendar. */
    String word() {
        return word;
    }

    /** What stands for it where it is left out. */
    String fallback() {
        return fallback;
    }

    /** The ranges of a field such as {@code 1-5} or {@code 0,30} or {@code *}{@code /15}; mistakes are noted. */
    Optional<List<Range>> read(String text, Spot spot) {
        List<Range> ranges = new ArrayList<>();
        boolean good = true;
        for (String part : text.strip().split(",", -1)) {
            Optional<List<Range>> read = part(part.strip(), spot);
            read.ifPresent(ranges::addAll);
            good &= read.isPresent();
        }
        boolean everyYear = this == YEAR && text.strip().equals("*");
        return good ? Optional.of(everyYear ? List.of() : ranges) : Optional.empty();
    }

    private Optional<List<Range>> part(String part, Spot spot) {
        Matcher form = PART.matcher(part);
        if (!form.matches() || (form.group(1).equals("*") && form.group(2) != null)) {
            return spot.refuse("the " + word + " \"" + part + "\" cannot be read", "write " + advice());
        }
        boolean all = form.group(1).equals("*");
        OptionalInt start = all ? OptionalInt.of(least) : number(form.group(1));
        OptionalInt end = end(form, all, start);
        if (start.isEmpty() || end.isEmpty()) {
            String wrong = start.isEmpty() ? form.group(1) : String.valueOf(form.group(2));
            return spot.refuse(
                    "the " + word + " \"" + wrong + "\" is not one",
                    Spelling.nearest(wrong, names())
                            .filter(name -> !wrong.matches("\\d+"))
                            .map(name -> "did you mean " + name + "?")
                            .orElse("write " + advice()));
        }
        if (end.getAsInt() < start.getAsInt()) {
            return spot.refuse(
                    "the " + word + " range \"" + part + "\" ends before it begins",
                    "write two, such as " + start.getAsInt() + "-" + last() + "," + least + "-" + end.getAsInt());
        }
        int step = form.group(3) == null ? 1 : Integer.parseInt(form.group(3));
        if (step == 0) {
            return spot.refuse("the " + word + " \"" + part + "\" has a step of 0", "write a step from 1");
        }
        return Optional.of(ranges(start.getAsInt(), end.getAsInt(), step));
    }

    // A single number with a step goes on to the end, as in cron: 5/15 is 5,20,35,50.
    private OptionalInt end(Matcher form, boolean all, OptionalInt start) {
        if (form.group(2) != null) {
            return number(form.group(2));
        }
        return all || form.group(3) != null ? OptionalInt.of(last()) : start;
    }

    private List<Range> ranges(int start, int end, int step) {
        if (this != DAY_OF_WEEK || end < SUNDAY) {
            return List.of(range(start, end, step));
        }
        return IntStream.iterate(start, day -> day <= end, day -> day + step)
                .mapToObj(day -> range(day % SUNDAY, day % SUNDAY, 1))
                .toList();
    }

    private static Range range(int start, int end, int step) {
        return Range.newBuilder().setStart(start).setEnd(end).setStep(step).build();
    }

    private OptionalInt number(String text) {
        if (text.matches("\\d{1,4}")) {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? OptionalInt.of(number) : OptionalInt.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        int name = lower.length() < 3 ? -1 : names().indexOf(lower.substring(0, 3));
        boolean meant = name >= 0 && (lower.length() == 3 || fullName(name).equals(lower));
        return meant ? OptionalInt.of(least + name) : OptionalInt.empty();
    }

    private String fullName(int index) {
        return (this == MONTH
                        ? java.time.Month.of(index + 1).name()
                        : java.time.DayOfWeek.of(index == 0 ? SUNDAY : index).name())
                .toLowerCase(Locale.ROOT);
    }

    private int last() {
        return this == DAY_OF_WEEK ? SUNDAY - 1 : most;
    }

    private String advice() {
        String named = names().isEmpty() ? "" : " or " + names().getFirst() + " to " + names().getLast();
        return "* or numbers from " + least + " to " + most + named
                + ", with lists (1,3), ranges (1-5) and steps (*/2)";
    }

    /** The shortest text that {@link #read} reads as these ranges. */
    String print(List<Range> ranges) {
        if (ranges.isEmpty()) {
            return this == YEAR ? "*" : fallback;
        }
        return ranges.stream().map(this::print).collect(Collectors.joining(","));
    }

    private String print(Range range) {
        int step = Math.max(1, range.getStep());
        int end = Math.max(range.getStart(), range.getEnd());
        String steps = step == 1 ? "" : "/" + step;
        if (range.getStart() == least && end == last()) {
            return "*" + steps;
        }
        return end == range.getStart() ? Integer.toString(end) : range.getStart() + "-" + end + steps;
    }
}
