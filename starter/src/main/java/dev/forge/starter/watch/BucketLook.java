package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.Watches;
import dev.forge.runtime.BucketListing;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a watch's bucket, a part of the listing at a time. Its place is kept: who goes on after a crash begins there. */
@Singleton
final class BucketLook {
    private static final Logger LOG = LoggerFactory.getLogger(BucketLook.class);

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
     * @param check throws where the watch is another's by now
     * @throws dev.forge.runtime.BucketRefused where the store does not give it
     */
    void next(Watch watch, Runnable check) {
        KeptWatch.Listing listing = watch.kept().listing();
        Instant began = listing.began().orElse(watch.kept().readAt());
        BucketListing.Part part =
                buckets.after(watch.spec().bucket(), watch.spec().prefix(), listing.place());
        check.run();
        sightings.listed(watch, part.objects());
        tellOnce(watch, part.leftOut());
        long seen = listing.seen() + part.objects().size() + part.leftOut().size();
        long leftOut = listing.leftOut() + part.leftOut().size();
        if (part.next().isPresent()) {
            watches.reached(watch.kept(), new KeptWatch.Listing(part.next(), Optional.of(began), seen, leftOut));
        } else {
            Instant now = clock.instant();
            Duration took = Duration.between(began, now);
            watches.polled(
                    watch.kept(),
                    new KeptWatch.Poll(now, took.isNegative() ? Duration.ZERO : took, seen, leftOut),
                    began.plus(watch.spec().interval()));
        }
    }

    /** Each listing meets them again. */
    private static void tellOnce(Watch watch, List<BucketListing.LeftOut> leftOut) {
        boolean told = watch.kept().listing().leftOut() > 0
                || watch.kept().lastPoll().filter(poll -> poll.leftOut() > 0).isPresent();
        if (!leftOut.isEmpty() && !told) {
            BucketListing.LeftOut first = leftOut.getFirst();
            LOG.warn(
                    "watch {} leaves out what cannot start a run, such as {}: {}",
                    watch.name(),
                    first.key(),
                    first.why());
        }
    }
}
