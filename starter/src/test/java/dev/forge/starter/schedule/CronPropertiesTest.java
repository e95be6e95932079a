package dev.forge.starter.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Problem;
import io.temporal.api.schedule.v1.Range;
import io.temporal.api.schedule.v1.StructuredCalendarSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is true of every cron line, tried with random ones; a failure names its line. */
class CronPropertiesTest {
    private static final int LINES = 2_000;
    private static final int[] LEAST = {0, 0, 1, 1, 0};
    private static final int[] MOST = {59, 23, 31, 12, 6};

    private final Random random = new Random(25);

    /** A field of a cron line, and the numbers that it means. */
    private record Field(String text, Set<Integer> numbers) {}

    @Test
    void aLineMeansTheNumbersThatItsFieldsName() {
        for (int i = 0; i < LINES; i++) {
            List<Field> fields = fields();

            assertThat(numbers(read(line(fields)).orElseThrow()))
                    .as(line(fields))
                    .isEqualTo(fields.stream().map(Field::numbers).toList());
        }
    }

    @Test
    void aLineThatIsPrintedAndReadAgainIsTheSameCalendar() {
        for (int i = 0; i < LINES; i++) {
            String line = line(fields());
            StructuredCalendarSpec calendar = read(line).orElseThrow();

            Optional<String> printed = CalendarText.cron(calendar);

            assertThat(printed.flatMap(this::read).map(CronPropertiesTest::numbers))
                    .as(line)
                    .contains(numbers(calendar));
        }
    }

    @Test
    void aNumberThatAFieldDoesNotHaveIsRefusedOnce() {
        for (int i = 0; i < LINES; i++) {
            List<Field> fields = new ArrayList<>(fields());
            int spoilt = random.nextInt(fields.size());
            // Seven is Sunday once more.
            int beyond = MOST[spoilt] + 2 + random.nextInt(100);
            fields.set(spoilt, new Field(fields.get(spoilt).text() + "," + beyond, new TreeSet<>()));
            List<Problem> problems = new ArrayList<>();

            assertThat(CalendarText.cron(line(fields), Spot.root(problems)))
                    .as(line(fields))
                    .isEmpty();
            assertThat(problems).as(line(fields)).hasSize(1);
        }
    }

    private Optional<StructuredCalendarSpec> read(String line) {
        List<Problem> problems = new ArrayList<>();
        Optional<StructuredCalendarSpec> calendar = CalendarText.cron(line, Spot.root(problems));
        assertThat(problems).as(line).isEmpty();
        return calendar;
    }

    private static String line(List<Field> fields) {
        return String.join(" ", fields.stream().map(Field::text).toList());
    }

    private List<Field> fields() {
        return IntStream.range(0, LEAST.length)
                .mapToObj(field -> list(LEAST[field], MOST[field]))
                .toList();
    }

    private Field list(int least, int most) {
        List<String> texts = new ArrayList<>();
        Set<Integer> numbers = new TreeSet<>();
        for (int part = random.nextInt(3); part >= 0; part--) {
            Field one = part(least, most);
            texts.add(one.text());
            numbers.addAll(one.numbers());
        }
        return new Field(String.join(",", texts), numbers);
    }

    private Field part(int least, int most) {
        int start = random.nextInt(least, most + 1);
        int end = random.nextInt(start, most + 1);
        int step = random.nextInt(1, most + 1);
        return switch (random.nextInt(6)) {
            case 0 -> new Field("*", numbers(least, most, 1));
            case 1 -> new Field("*/" + step, numbers(least, most, step));
            case 2 -> new Field(start + "-" + end, numbers(start, end, 1));
            case 3 -> new Field(start + "-" + end + "/" + step, numbers(start, end, step));
            case 4 -> new Field(start + "/" + step, numbers(start, most, step));
            default -> new Field(Integer.toString(start), numbers(start, start, 1));
        };
    }

    private static Set<Integer> numbers(int start, int end, int step) {
        Set<Integer> numbers = new TreeSet<>();
        for (int number = start; number <= end; number += step) {
            numbers.add(number);
        }
        return numbers;
    }

    private static List<Set<Integer>> numbers(StructuredCalendarSpec calendar) {
        return List.of(
                numbers(calendar.getMinuteList()),
                numbers(calendar.getHourList()),
                numbers(calendar.getDayOfMonthList()),
                numbers(calendar.getMonthList()),
                numbers(calendar.getDayOfWeekList()));
    }

    private static Set<Integer> numbers(List<Range> ranges) {
        Set<Integer> numbers = new TreeSet<>();
        // As Temporal has it: an end that is less than the start is the start, and a step of 0 is 1.
        ranges.forEach(range -> numbers.addAll(
                numbers(range.getStart(), Math.max(range.getStart(), range.getEnd()), Math.max(1, range.getStep()))));
        return numbers;
    }
}
