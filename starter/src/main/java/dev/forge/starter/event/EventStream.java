package dev.forge.starter.event;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.Waiting;
import io.micronaut.http.sse.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What one reader has been told of a run, and so what is to be told next. */
final class EventStream {
    private Optional<EventId> told;
    private Optional<Now> now = Optional.empty();

    /**
     * A stream.
     *
     * @param told the last event that the reader has seen; empty where none
     */
    EventStream(Optional<EventId> told) {
        this.told = told;
    }

    /**
     * What is true of a run that is open, and need not stay so.
     *
     * @param waiting empty while nothing waits
     */
    record Now(RunState state, Optional<String> reason, List<Waits> waiting) {
        static Now of(RunReport report) {
            Stream<Waits> run = report.waiting().stream().map(why -> Waits.of(Optional.empty(), why));
            Stream<Waits> steps = report.steps().stream().flatMap(Now::waits);
            return new Now(
                    report.state(), report.reason(), Stream.concat(run, steps).toList());
        }

        private static Stream<Waits> waits(StepReport step) {
            return step.waiting().stream().map(why -> Waits.of(Optional.of(step.name()), why));
        }
    }

    /**
     * Why a step waits, or the run.
     *
     * @param step empty where it is the run
     */
    record Waits(Optional<String> step, String why, Instant since, Optional<Duration> limit, Optional<String> remedy) {
        static Waits of(Optional<String> step, Waiting waiting) {
            return new Waits(step, waiting.why(), waiting.since(), waiting.limit(), waiting.remedy());
        }
    }

    /** Whether there is nothing more to tell of a run, now and ever. */
    boolean isOver(RunReport report, String execution) {
        return report.state().ended()
                && told.filter(id -> !EventId.last(execution).isAfter(id)).isPresent();
    }

    /** What is new in a report. */
    List<Event<?>> next(RunReport report, String execution) {
        List<Event<?>> events = new ArrayList<>();
        RunEvents.of(report, execution).stream().filter(this::isNew).forEach(placed -> events.add(tell(placed)));
        Now present = Now.of(report);
        if (!report.state().ended() && !now.equals(Optional.of(present))) {
            now = Optional.of(present);
            events.add(Event.of(present).name("now"));
        }
        return events;
    }

    private boolean isNew(PlacedEvent placed) {
        return told.map(placed.id()::isAfter).orElse(true);
    }

    private Event<?> tell(PlacedEvent placed) {
        told = Optional.of(placed.id());
        return Event.of(placed.event())
                .id(placed.id().text())
                .name(placed.event().name());
    }
}
