package dev.forge.starter.event;

import static dev.forge.starter.event.Lives.EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import io.micronaut.http.sse.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private static final List<RunReport> LIFE = Lives.failing();

    @Test
    void aReaderThatIsCutOffAtAnyPlaceGetsTheRestWithoutGapOrDouble() {
        List<String> whole = numbered(new EventStream(Optional.empty()), LIFE);

        for (int cut = 1; cut < LIFE.size(); cut++) {
            List<String> told = new ArrayList<>(numbered(new EventStream(Optional.empty()), LIFE.subList(0, cut)));
            EventStream again = new EventStream(EventId.parse(told.getLast()));
            told.addAll(numbered(again, LIFE.subList(cut, LIFE.size())));

            assertThat(told).isEqualTo(whole);
        }
    }

    @Test
    void whatIsTrueNowIsToldWhenItChangesAndHasNoId() {
        EventStream stream = new EventStream(Optional.empty());

        assertThat(names(stream.next(LIFE.get(2), EXECUTION)))
                .containsExactly("run-started", "attempt-launched", "now");
        assertThat(names(stream.next(LIFE.get(2), EXECUTION))).isEmpty();
        assertThat(stream.next(LIFE.get(4), EXECUTION).getLast().getData())
                .isInstanceOfSatisfying(
                        EventStream.Now.class,
                        now -> assertThat(now.waiting())
                                .extracting(waits -> waits.step().orElse("") + ": " + waits.why())
                                .containsExactly("a: retry 1/2"));
        assertThat(stream.next(LIFE.get(5), EXECUTION).getLast().getData())
                .isInstanceOfSatisfying(
                        EventStream.Now.class, now -> assertThat(now.waiting()).isEmpty());
    }

    @Test
    void aReportThatSaysLessForAMomentTakesNothingBack() {
        EventStream stream = new EventStream(Optional.empty());
        numbered(stream, LIFE.subList(0, 8));

        assertThat(numbered(stream, List.of(LIFE.getFirst()))).isEmpty();
        assertThat(numbered(stream, LIFE.subList(7, 8))).isEmpty();
    }

    @Test
    void whoHasSeenTheEndHasSeenAll() {
        RunReport last = LIFE.getLast();

        assertThat(new EventStream(Optional.of(EventId.last(EXECUTION))).isOver(last, EXECUTION))
                .isTrue();
        assertThat(new EventStream(Optional.of(new EventId(EXECUTION, 13))).isOver(last, EXECUTION))
                .isFalse();
        assertThat(new EventStream(Optional.empty()).isOver(last, EXECUTION)).isFalse();
        assertThat(new EventStream(Optional.of(EventId.last("before"))).isOver(last, EXECUTION))
                .isFalse();
    }

    private static List<String> numbered(EventStream stream, List<RunReport> reports) {
        return reports.stream()
                .flatMap(report -> stream.next(report, EXECUTION).stream())
                .map(Event::getId)
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> names(List<Event<?>> events) {
        return events.stream().map(Event::getName).toList();
    }
}
