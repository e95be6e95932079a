package dev.forge.starter.event;

import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.RunReading;
import io.micronaut.http.sse.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private final Duration keepAlive;

    @Inject
    EventPublisher(RunReading reading, RunFeeds feeds) {
        this(reading::find, feeds, KEEP_ALIVE);
    }

    EventPublisher(Function<String, FoundRun> reading, RunFeeds feeds, Duration keepAlive) {
        this.reading = reading;
        this.feeds = feeds;
        this.keepAlive = keepAlive;
    }

    /**
     * The events of a run behind one that the reader has seen, up to the run's end; refused where there is no such run.
     *
     * @return empty where there are none and will be none
     */
    public Optional<Publisher<Event<?>>> publish(String runId, Optional<EventId> after) {
        FoundRun run = reading.apply(runId);
        return new EventStream(after).isOver(run.report(), run.temporalRunId())
                ? Optional.empty()
                : Optional.of(Flux.defer(() -> events(run, new EventStream(after))));
    }

    private Flux<Event<?>> events(FoundRun first, EventStream stream) {
        Flux<FoundRun> looks = first.report().state().ended()
                ? Flux.just(first)
                : feeds.of(first.report().id()).startWith(first);
        Flux<List<Event<?>>> events =
                looks.onBackpressureLatest().map(run -> stream.next(run.report(), run.temporalRunId()));
        Flux<List<Event<?>>> beats =
                Flux.interval(keepAlive).onBackpressureDrop().map(_ -> List.of(beat()));
        return Flux.merge(events, beats).concatMapIterable(some -> some).takeUntil(EventPublisher::isLast);
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
