package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.Sightings;
import dev.forge.runtime.BucketListing;
import dev.forge.runtime.BucketRefused;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at a watch's bucket without entering or starting anything. */
@Singleton
final class WatchPreviews {
    /** Of a listing; somebody waits for the answer. */
    private static final int MOST_PARTS = 100;

    private final Sightings sightings;
    private final BucketListing buckets;

    WatchPreviews(Archive archive, BucketListing buckets) {
        this.sightings = archive.sightings();
        this.buckets = buckets;
    }

    WatchPreview of(Watch watch, int limit) {
        List<SeenObject> found = new ArrayList<>();
        Optional<BucketListing.Place> place = Optional.empty();
        long listed = 0;
        for (int parts = 0; parts < MOST_PARTS; parts++) {
            BucketListing.Part part = part(watch, place);
            listed += part.objects().size() + part.leftOut().size();
            for (SeenObject object : toStart(watch, part.objects())) {
                if (found.size() == limit) {
                    return new WatchPreview(found, watch.spec().settle(), listed, true);
                }
                found.add(object);
            }
            place = part.next();
            if (place.isEmpty()) {
                return new WatchPreview(found, watch.spec().settle(), listed, false);
            }
        }
        return new WatchPreview(found, watch.spec().settle(), listed, true);
    }

    private BucketListing.Part part(Watch watch, Optional<BucketListing.Place> place) {
        try {
            return buckets.after(watch.spec().bucket(), watch.spec().prefix(), place);
        } catch (BucketRefused e) {
            throw Refusal.of(ProblemCode.BUCKET_REFUSED, e.getMessage() + ": " + e.remedy() + ".");
        }
    }

    private List<SeenObject> toStart(Watch watch, List<SeenObject> objects) {
        List<SeenObject> taken = objects.stream()
                .filter(watch::takes)
                .filter(object -> !watch.skips(object))
                .toList();
        Set<SeenObject> settled = taken.isEmpty() ? Set.of() : sightings.settled(watch.name(), taken);
        return taken.stream().filter(object -> !settled.contains(object)).toList();
    }
}
