package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.runtime.BucketListing.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A watch as it is kept.
 *
 * @param version rises by one with each change of the content
 * @param madeAt when it was made, or made anew after it had been deleted
 * @param firstListing whether no listing of what it looks at has come to its end yet
 * @param nextPollAt when its bucket is looked at next
 * @param lastPoll the last listing that came to its end
 * @param failure what keeps it from its work
 * @param readAt when it was read, by the archive's clock, which all starters go by
 */
public record KeptWatch(
        String name,
        int version,
        JsonNode content,
        boolean paused,
        Instant madeAt,
        boolean firstListing,
        Listing listing,
        Instant nextPollAt,
        Optional<Poll> lastPoll,
        Optional<Failing> failure,
        Instant readAt) {
    /**
     * The listing that is under way.
     *
     * @param place empty at its beginning
     * @param began empty at its beginning
     * @param seen how many entries
     * @param leftOut how many of these are no object that S3 could have
     */
    public record Listing(Optional<Place> place, Optional<Instant> began, long seen, long leftOut) {}

    /**
     * A listing that came to its end: when, and how long it took.
     *
     * @param listed how many entries it saw
     * @param leftOut how many of these are no object that S3 could have
     */
    public record Poll(Instant at, Duration took, long listed, long leftOut) {
        /** When it began, by the archive's clock, or before: {@link #took} is never negative, whatever the clocks say. */
        public Instant began() {
            return at.minus(took);
        }
    }

    /** What keeps a watch from its work, since when, and how often in a row it was met. */
    public record Failing(WatchFailure failure, Instant since, int times) {}
}
