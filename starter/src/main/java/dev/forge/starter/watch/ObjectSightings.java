package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.NewSighting;
import dev.forge.archive.records.Sightings;
import dev.forge.archive.records.Watches;
import dev.forge.contract.pipeline.WatchSpec.Existing;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.problem.TemporalUnavailable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way by which watches hear of objects, from listings and from events. Whatever is told twice is entered once.
 */
@Singleton
public final class ObjectSightings {
    static final String OLDER = "it is older than the watch, which skips what was there before";

    private static final Logger LOG = LoggerFactory.getLogger(ObjectSightings.class);

    private final Watches watches;
    private final Sightings sightings;
    private final WatchStarts starts;
    private final Clock clock;

    ObjectSightings(Archive archive, WatchStarts starts, Clock clock) {
        this.watches = archive.watches();
        this.sightings = archive.sightings();
        this.starts = starts;
        this.clock = clock;
    }

    /**
     * Tells every watch that takes events of its bucket of objects that events have named, and starts the runs of those that
     * are due. An object that no watch looks at is nobody's concern.
     *
     * @return how many sightings were new; an object may be seen by several watches
     * @throws dev.forge.archive.records.ArchiveUnavailable where the archive does not answer: tell them again later
     */
    public int offer(List<SeenObject> objects) {
        int entered = 0;
        for (String bucket : objects.stream().map(SeenObject::bucket).distinct().toList()) {
            for (Watch watch : watches.of(bucket).stream().map(Watch::of).toList()) {
                if (watch.spec().events()) {
                    entered += offered(watch, objects);
                }
            }
        }
        return entered;
    }

    private int offered(Watch watch, List<SeenObject> objects) {
        int entered = enter(watch, objects, false);
        if (entered > 0 && !watch.kept().paused()) {
            startDue(watch, objects);
        }
        return entered;
    }

    /** What is entered is not lost: whatever keeps a run from its start here is met, and told, by the watch itself. */
    private void startDue(Watch watch, List<SeenObject> objects) {
        try {
            starts.due(watch, objects);
        } catch (Hindered | TemporalUnavailable e) {
            LOG.debug("watch {} starts its runs later: {}", watch.name(), e.getMessage());
        }
    }

    /** Tells one watch of what a listing has found in its bucket. */
    int listed(Watch watch, List<SeenObject> objects) {
        return enter(watch, objects, watch.spec().existing() == Existing.SKIP);
    }

    private int enter(Watch watch, List<SeenObject> objects, boolean withoutOlder) {
        Instant due = clock.instant().plus(watch.spec().settle());
        // A store's times are in whole seconds.
        Instant made = watch.kept().madeAt().truncatedTo(ChronoUnit.SECONDS);
        return sightings.enter(
                watch.name(),
                objects.stream()
                        .filter(watch::takes)
                        .map(object -> new NewSighting(
                                object,
                                watch.runId(object),
                                due,
                                withoutOlder && object.lastModified().isBefore(made)
                                        ? Optional.of(OLDER)
                                        : Optional.empty()))
                        .toList());
    }
}
