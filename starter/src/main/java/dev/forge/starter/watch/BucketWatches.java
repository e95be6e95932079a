package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.Page;
import dev.forge.archive.records.Sighting;
import dev.forge.archive.records.Sightings;
import dev.forge.archive.records.WatchDeletion;
import dev.forge.archive.records.WatchPut;
import dev.forge.archive.records.Watches;
import dev.forge.contract.pipeline.KeyPattern;
import dev.forge.contract.pipeline.PipelineParser;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.contract.pipeline.WatchWriter;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The watches of buckets; what is not there is refused. */
@Singleton
public final class BucketWatches {
    private final Watches watches;
    private final Sightings sightings;
    private final WatchPipeline pipelines;
    private final WatchWorkflows workflows;
    private final WatchPreviews previews;

    BucketWatches(Archive archive, WatchPipeline pipelines, WatchWorkflows workflows, WatchPreviews previews) {
        this.watches = archive.watches();
        this.sightings = archive.sightings();
        this.pipelines = pipelines;
        this.workflows = workflows;
        this.previews = previews;
    }

    /**
     * Makes a watch or changes it. Where Temporal does not answer it is kept, and begins its work later.
     *
     * @param expected given the version; empty where there is none
     */
    public WatchPut put(WatchSpec spec, Predicate<Optional<Integer>> expected) {
        List<Problem> problems = new ArrayList<>();
        // Not of those that are kept: what an earlier release has taken goes on.
        spec.pattern().flatMap(KeyPattern::misreading).ifPresent(problems::add);
        if (pipelines.of(spec) instanceof WatchPipeline.Found.Unfit(List<Problem> unfit)) {
            problems.addAll(unfit);
        }
        if (!problems.isEmpty()) {
            throw Refusal.ofAll(ProblemCode.WATCH_INVALID, problems);
        }
        WatchPut put = watches.put(spec.name(), WatchWriter.tree(spec), expected);
        if (!(put instanceof WatchPut.Refused)) {
            workflows.wake(spec.name());
        }
        return put;
    }

    public ShownWatch show(String name) {
        return shown(found(name));
    }

    /** The same of one that has just been found. */
    public ShownWatch shown(KeptWatch kept) {
        return new ShownWatch(kept, sightings.counts(kept.name()), sightings.postponed(kept.name()));
    }

    public Page<KeptWatch, String> list(Optional<String> after, int limit) {
        return watches.list(after, limit);
    }

    public ShownWatch pause(String name) {
        pause(name, true);
        return show(name);
    }

    public ShownWatch resume(String name) {
        pause(name, false);
        workflows.wake(name);
        return show(name);
    }

    private void pause(String name, boolean paused) {
        if (known(name).filter(it -> watches.pause(it, paused)).isEmpty()) {
            throw absent(name);
        }
    }

    /** What it has seen stays: made anew under its name, it starts nothing twice. */
    public WatchDeletion delete(String name, Predicate<Integer> expected) {
        return known(name).map(it -> watches.delete(it, expected)).orElseGet(WatchDeletion.Absent::new);
    }

    /** What it would start now; nothing is started. */
    public WatchPreview test(String name, int limit) {
        Watch watch = readable(found(name));
        if (pipelines.of(watch.spec()) instanceof WatchPipeline.Found.Unfit(List<Problem> problems)) {
            throw Refusal.ofAll(ProblemCode.WATCH_INVALID, problems);
        }
        return previews.of(watch, limit);
    }

    private static Watch readable(KeptWatch kept) {
        try {
            return Watch.of(kept);
        } catch (Hindered e) {
            throw Refusal.of(
                    ProblemCode.WATCH_INVALID,
                    e.failure().reason() + ": " + e.failure().remedy() + ".");
        }
    }

    /** What it has seen, the newest first. */
    public Page<Sighting, Long> objects(String name, Optional<Sighting.State> state, Optional<Long> after, int limit) {
        return sightings.list(found(name).name(), state, after, limit);
    }

    private KeptWatch found(String name) {
        return known(name).flatMap(watches::find).orElseThrow(() -> absent(name));
    }

    /** Why there is no such watch. */
    public Refusal absent(String name) {
        return Refusal.of(
                ProblemCode.WATCH_NOT_FOUND,
                "The watch \"" + name + "\" is not there: the list of watches has those that are.");
    }

    /** Empty where no watch can have such a name: PostgreSQL does not even take every text. */
    private static Optional<String> known(String name) {
        return Optional.of(name).filter(PipelineParser::isName);
    }
}
