package dev.forge.starter.event;

import dev.forge.starter.log.RunTail;
import dev.forge.starter.log.RunTails;
import dev.forge.starter.log.TailLines;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.RunReading;
import io.micronaut.http.sse.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** Tells readers what happens to runs. */
@Singleton
public class EventPublisher {
    /** Less than what proxies and browsers take for a connection that is dead. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final Function<String, FoundRun> reading;
    private final RunFeeds feeds;
    private final RunTails tails;
    private final Duration keepAlive;

    @Inject
    EventPublisher(RunReading reading, RunFeeds feeds, RunTails tails) {
        this(reading::find, feeds, tails, KEEP_ALIVE);
    }

    EventPublisher(Function<String, FoundRun> reading, RunFeeds feeds, RunTails tails, Duration keepAlive) {
        this.reading = reading;
        this.feeds = feeds;
        this.tails = tails;
        this.keepAlive = keepAlive;
    }

    /**
     * The events of a run behind one that the reader has seen, up to the run's end; refused where there is no such run.
     *
     * @param tail how many of the newest lines of its log are told beside them, at a time; empty: none
     * @return empty where there are none and will be none
     */
    public Optional<Publisher<Event<?>>> publish(String runId, Optional<EventId> after, OptionalInt tail) {
        FoundRun run = reading.apply(runId);
        return new EventStream(after).isOver(run.report(), run.temporalRunId())
                ? Optional.empty()
                : Optional.of(Flux.defer(() -> events(run, new EventStream(after), tail)));
    }

    private Flux<Event<?>> events(FoundRun first, EventStream stream, OptionalInt tail) {
        Flux<FoundRun> looks = (first.report().state().ended()
                        ? Flux.just(first)
                        : feeds.of(first.report().id()).startWith(first))
                .onBackpressureLatest();
        Flux<List<Event<?>>> events = tail.isEmpty()
                ? looks.map(run -> stream.next(run.report(), run.temporalRunId()))
                : withLog(looks, stream, tails.open(tail.getAsInt()));
        Flux<List<Event<?>>> beats =
                Flux.interval(keepAlive).onBackpressureDrop().map(_ -> List.of(beat()));
        return Flux.merge(events, beats).concatMapIterable(some -> some).takeUntil(EventPublisher::isLast);
    }

    /** On threads of their own: a place of logs that is slow must not keep this run's other readers waiting. */
    private Flux<List<Event<?>>> withLog(Flux<FoundRun> looks, EventStream stream, RunTail log) {
        return looks.publishOn(tails.scheduler(), 1).map(run -> {
            List<Event<?>> events = stream.next(run.report(), run.temporalRunId());
            // After its end nothing is told any more, so its last lines come before.
            int at = !events.isEmpty() && isLast(events.getLast()) ? events.size() - 1 : events.size();
            events.addAll(at, log.next(run).stream().map(EventPublisher::event).toList());
            return events;
        });
    }

    /** It has no id: whoever comes back gets the newest lines anew. */
    private static Event<?> event(TailLines lines) {
        return Event.of(lines).name("log");
    }

    private static Event<?> beat() {
        return Event.of("").comment("still there");
    }

    private static boolean isLast(Event<?> event) {
        return Optional.ofNullable(event.getId())
                .flatMap(EventId::parse)
                .filter(EventId::isLast)
                .isPresent();
    }
}
