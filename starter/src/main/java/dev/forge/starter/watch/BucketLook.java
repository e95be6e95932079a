package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.Watches;
import dev.forge.runtime.BucketListing;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Looks at a watch's bucket, a part of the listing at a time. Its place is kept: who goes on after a crash begins there. */
@Singleton
final class BucketLook {
    private final Watches watches;
    private final ObjectSightings sightings;
    private final BucketListing buckets;
    private final Clock clock;

    BucketLook(Archive archive, ObjectSightings sightings, BucketListing buckets, Clock clock) {
        this.watches = archive.watches();
        this.sightings = sightings;
        this.buckets = buckets;
        this.clock = clock;
    }

    /**
     * Sees the next part.
     *
     * @throws dev.forge.runtime.BucketRefused where the store does not give it
     */
    void next(Watch watch) {
        KeptWatch.Listing listing = watch.kept().listing();
        Instant began = listing.began().orElseGet(clock::instant);
        BucketListing.Part part =
                buckets.after(watch.spec().bucket(), watch.spec().prefix(), listing.place());
        sightings.listed(watch, part.objects());
        long seen = listing.seen() + part.objects().size();
        if (part.next().isPresent()) {
            watches.reached(watch.kept(), began, part.next().get(), seen);
        } else {
            Instant now = clock.instant();
            Duration took = Duration.between(began, now);
            watches.polled(
                    watch.kept(),
                    new KeptWatch.Poll(now, took.isNegative() ? Duration.ZERO : took, seen),
                    began.plus(watch.spec().interval()));
        }
    }
}
