package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.NewSighting;
import dev.forge.archive.records.Sightings;
import dev.forge.archive.records.Watches;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.problem.TemporalUnavailable;
import jakarta.inject.Singleton;
import java.time.Instant;
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

    ObjectSightings(Archive archive, WatchStarts starts) {
        this.watches = archive.watches();
        this.sightings = archive.sightings();
        this.starts = starts;
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
            for (KeptWatch kept : watches.of(bucket)) {
                entered += offered(kept, objects);
            }
        }
        return entered;
    }

    /** Whether a watch that takes events looks at an object of this key. */
    public boolean awaits(String bucket, String key) {
        return watches.of(bucket).stream()
                .flatMap(kept -> listening(kept).stream())
                .anyMatch(watch -> watch.spec().takes(key));
    }

    private int offered(KeptWatch kept, List<SeenObject> objects) {
        return listening(kept).map(watch -> offered(watch, objects)).orElse(0);
    }

    /** A watch that cannot be read any more tells that itself, and keeps no other from hearing of the objects. */
    private static Optional<Watch> listening(KeptWatch kept) {
        try {
            return Optional.of(Watch.of(kept)).filter(watch -> watch.spec().events());
        } catch (Hindered e) {
            LOG.debug("watch {} hears of nothing: {}", kept.name(), e.getMessage());
            return Optional.empty();
        }
    }

    private int offered(Watch watch, List<SeenObject> objects) {
        int entered = sightings.told(watch.name(), news(watch, objects));
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

    /** Tells one watch of what a listing has just shown in its bucket. */
    void listed(Watch watch, List<SeenObject> objects) {
        sightings.shown(watch.name(), news(watch, objects), watch.kept().readAt());
    }

    private static List<NewSighting> news(Watch watch, List<SeenObject> objects) {
        Instant due = watch.kept().readAt().plus(watch.spec().settle());
        return objects.stream()
                .filter(watch::takes)
                .map(object -> new NewSighting(
                        object, watch.runId(object), due, watch.skips(object) ? Optional.of(OLDER) : Optional.empty()))
                .toList();
    }
}
