package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.archive.records.Sighting;
import dev.forge.archive.records.Sightings;
import dev.forge.archive.records.Sightings.Due;
import dev.forge.archive.records.WatchFailure;
import dev.forge.archive.records.Watches;
import dev.forge.contract.pipeline.PipelineSpec;
import dev.forge.contract.pipeline.PreparedRun;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.problem.TemporalUnavailable;
import dev.forge.starter.run.RunSubmission;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of what watches have seen. First a run is started under the id that the ledger gave it, then that is noted:
 * whoever dies in between has the next one find the run.
 */
@Singleton
final class WatchStarts {
    /** As many as are started before the watch looks at its bucket again; the rest waits. */
    static final int AT_ONCE = 200;

    /** How many calls of Temporal are under way together; more would hold up others' calls. */
    static final int TOGETHER = 8;

    private static final Duration POSTPONED = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(WatchStarts.class);

    private final Watches watches;
    private final Sightings sightings;
    private final WatchPipeline pipelines;
    private final RunSubmission submission;

    WatchStarts(Archive archive, WatchPipeline pipelines, RunSubmission submission) {
        this.watches = archive.watches();
        this.sightings = archive.sightings();
        this.pipelines = pipelines;
        this.submission = submission;
    }

    /**
     * Starts what is due, at most {@link #AT_ONCE}, until the watch is paused, changed or deleted. A run that cannot be started,
     * for a reason that nobody foresaw, is tried again later, and holds up no other.
     *
     * @return how many were due
     * @throws Hindered where the pipeline can run for no object at all
     * @throws dev.forge.starter.problem.TemporalUnavailable where Temporal does not answer
     */
    int due(Watch watch) {
        List<Due> due = sightings.due(watch.name(), watch.settledBy(), AT_ONCE);
        start(watch, due);
        return due.size();
    }

    /** Starts what is due of these objects alone: whoever else is told of others meanwhile starts those. */
    void due(Watch watch, List<SeenObject> objects) {
        start(watch, sightings.due(watch.name(), watch.kept().readAt(), objects));
    }

    private void start(Watch watch, List<Due> due) {
        if (due.isEmpty()) {
            return;
        }
        PipelineSpec pipeline = pipeline(watch);
        Collection<Sighting> started = new ConcurrentLinkedQueue<>();
        Collection<Unstarted> unstarted = new ConcurrentLinkedQueue<>();
        try {
            together(due.stream()
                    .<Callable<Void>>map(each -> () -> {
                        try {
                            if (each.known() || start(watch, pipeline, each.sighting())) {
                                started.add(each.sighting());
                            }
                        } catch (ArchiveUnavailable | TemporalUnavailable e) {
                            throw e;
                        } catch (RuntimeException e) {
                            unstarted.add(postponed(watch, each.sighting(), e));
                        }
                        return null;
                    })
                    .toList());
        } finally {
            sightings.started(watch.name(), started);
        }
        tell(watch, unstarted);
    }

    private record Unstarted(SeenObject object, RuntimeException why) {}

    private Unstarted postponed(Watch watch, Sighting sighting, RuntimeException e) {
        sightings.postponed(
                watch.name(),
                sighting,
                "its run could not be started, and is tried again: " + e,
                watch.kept().readAt().plus(POSTPONED));
        return new Unstarted(sighting.object(), e);
    }

    /** One stack of many: whatever keeps a thousand from their starts is mostly the same. */
    private static void tell(Watch watch, Collection<Unstarted> unstarted) {
        unstarted.stream()
                .findFirst()
                .ifPresent(first -> LOG.warn(
                        "watch {} could not start {} runs now, and tries again; the first is that of s3://{}/{}",
                        watch.name(),
                        unstarted.size(),
                        first.object().bucket(),
                        first.object().key(),
                        first.why()));
    }

    private PipelineSpec pipeline(Watch watch) {
        return switch (pipelines.of(watch.spec())) {
            case WatchPipeline.Found.Fit(PipelineSpec spec) -> spec;
            case WatchPipeline.Found.Unfit(List<Problem> problems) -> {
                Problem first = problems.getFirst();
                throw new Hindered(new WatchFailure(
                        first.message(),
                        first.fix() + "; what the watch has seen waits until then, and nothing of it is lost"));
            }
        };
    }

    private boolean start(Watch watch, PipelineSpec pipeline, Sighting sighting) {
        if (!watches.isAtWork(watch.kept())) {
            // A listing takes long, and many starts do: what was due when they began waits now.
            return false;
        }
        if (!watch.takes(sighting.object())) {
            sightings.passedOver(watch.name(), sighting, "the watch was changed, and does not look at it any more");
            return false;
        }
        RunRequest request = watch.spec().request(Watch.watched(sighting.object()));
        return switch (PreparedRun.of(request, pipeline)) {
            case PreparedRun.Flawed(List<Problem> problems) -> {
                sightings.refused(watch.name(), sighting, problems.getFirst().message());
                yield false;
            }
            case PreparedRun.Ready _ -> submitted(watch, request, sighting);
        };
    }

    /** What Temporal does not take of one object holds up no other. */
    private boolean submitted(Watch watch, RunRequest request, Sighting sighting) {
        try {
            submission.submitAs(request, sighting.runId());
            return true;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT) {
                throw e;
            }
            sightings.refused(watch.name(), sighting, "Temporal does not take its run: " + e.getMessage());
            return false;
        }
    }

    private static void together(List<Callable<Void>> calls) {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(TOGETHER, calls.size()),
                Thread.ofVirtual().name("watch-start-", 0).factory())) {
            List<Future<Void>> results = new ArrayList<>();
            calls.forEach(call -> results.add(threads.submit(call)));
            for (Future<Void> result : results) {
                await(result);
            }
        }
    }

    private static void await(Future<Void> result) {
        try {
            result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failed) {
                throw failed;
            }
            throw new IllegalStateException("the start of a run throws nothing checked", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while runs were being started", e);
        }
    }
}
