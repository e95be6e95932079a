package dev.forge.starter.event;

import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.RunReading;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs as they go on: each that somebody watches is looked at once a second, however many watch it, and no longer than
 * somebody does. Where more than a hundred are watched, each is looked at more rarely, so that Temporal and its workers are
 * asked no more often than for a hundred.
 */
@Singleton
class RunFeeds {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Of the looks at all runs: a tenth of what one small Temporal answers beside its other work. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger(RunFeeds.class);

    private final Function<String, FoundRun> reading;
    private final Duration pause;
    private final Map<String, Flux<FoundRun>> feeds = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Scheduler scheduler = Schedulers.fromExecutorService(threads);

    @Inject
    RunFeeds(RunReading reading) {
        this(reading::find, PAUSE);
    }

    RunFeeds(Function<String, FoundRun> reading, Duration pause) {
        this.reading = reading;
        this.pause = pause;
    }

    /** A run as it is now and from now on, to its end; an error where nobody knows it any more. */
    Flux<FoundRun> of(String runId) {
        return feeds.computeIfAbsent(runId, this::feed);
    }

    /** How many runs are being watched. */
    int size() {
        return feeds.size();
    }

    /** Between two looks at a run. */
    Duration pause() {
        Duration fair = BETWEEN_LOOKS.multipliedBy(size());
        return fair.compareTo(pause) > 0 ? fair : pause;
    }

    private Flux<FoundRun> feed(String runId) {
        return Mono.defer(() -> Mono.justOrEmpty(look(runId)))
                .subscribeOn(scheduler)
                .repeatWhen(looks -> looks.concatMap(_ -> Mono.delay(pause())))
                .takeUntil(run -> run.report().state().ended())
                .doFinally(_ -> feeds.remove(runId))
                .replay(1)
                .refCount();
    }

    private Optional<FoundRun> look(String runId) {
        try {
            return Optional.of(reading.apply(runId));
        } catch (TemporalUnavailable | ArchiveUnavailable e) {
            // They come back: a reader need not notice.
            LOG.debug("run {}: as it was a moment ago", runId, e);
            return Optional.empty();
        }
    }

    @PreDestroy
    void close() {
        scheduler.dispose();
        threads.shutdownNow();
    }
}
