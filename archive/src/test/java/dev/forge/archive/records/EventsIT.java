package dev.forge.archive.records;

import static dev.forge.archive.records.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EventsIT {
    private static final JsonNode PAYLOAD =
            JsonNodeFactory.instance.objectNode().put("state", "RUNNING");

    @RegisterExtension
    static final FreshArchive FRESH = new FreshArchive();

    private final Events events = FRESH.archive().events();

    @Test
    void eventsOfARunAreNumberedFromOneAndKeptInWhole() {
        assertThat(events.append("whole", "step", "a/1", NOON, PAYLOAD)).isEqualTo(1);
        assertThat(events.append("whole", "run", "end", NOON.plusSeconds(1), PAYLOAD))
                .isEqualTo(2);
        assertThat(events.append("another", "run", "end", NOON, PAYLOAD)).isEqualTo(1);

        assertThat(events.after("whole", 0, 10))
                .containsExactly(
                        new Event("whole", 1, "step", "a/1", NOON, PAYLOAD),
                        new Event("whole", 2, "run", "end", NOON.plusSeconds(1), PAYLOAD));
    }

    @Test
    void theSameEventTwiceIsOneEventAndLeavesNoGap() {
        events.append("twice", "step", "a/1", NOON, PAYLOAD);

        assertThat(events.append("twice", "step", "a/1", NOON.plusSeconds(9), PAYLOAD))
                .isEqualTo(1);
        assertThat(events.append("twice", "step", "a/2", NOON, PAYLOAD)).isEqualTo(2);
        assertThat(events.after("twice", 0, 10)).extracting(Event::at).containsExactly(NOON, NOON);
    }

    @Test
    void eventsAreReadOnFromAPlace() {
        for (int number = 1; number <= 5; number++) {
            events.append("long", "step", "" + number, NOON, PAYLOAD);
        }

        assertThat(events.after("long", 2, 2)).extracting(Event::seq).containsExactly(3L, 4L);
        assertThat(events.after("long", 5, 2)).isEmpty();
    }

    @Test
    void whoReadsWhileManyWriteMissesNone() throws Exception {
        int writers = 40;
        int each = 10;
        int all = writers * each;

        List<List<Long>> seen = Together.all(writers + 1, number -> {
            if (number == writers) {
                return readOn(all);
            }
            for (int event = 0; event < each; event++) {
                events.append("busy", "step", number + "/" + event, NOON, PAYLOAD);
                events.append("busy", "step", number + "/" + event, NOON, PAYLOAD);
            }
            return List.of();
        });

        assertThat(seen.getLast())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, all).boxed().toList());
    }

    /** As a stream of events does it: from the last that was seen, and never back. */
    private List<Long> readOn(int all) {
        List<Long> seen = new ArrayList<>();
        long place = 0;
        while (place < all) {
            for (Event event : events.after("busy", place, 7)) {
                seen.add(event.seq());
                place = event.seq();
            }
        }
        return seen;
    }

    @Test
    void oneEventThatManyReportAtOnceIsOne() throws Exception {
        List<Long> places = Together.all(50, number -> events.append("one", "run", "end", NOON, PAYLOAD));

        assertThat(places).containsOnly(1L);
        assertThat(events.after("one", 0, 100)).hasSize(1);
    }
}
