package dev.forge.archive.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A watch as it is kept.
 *
 * @param version rises by one with each change of the content
 * @param madeAt when it was made, or made anew after it had been deleted
 * @param nextPollAt when its bucket is looked at next
 * @param lastPoll the last listing that came to its end
 * @param failure what keeps it from its work
 */
public record KeptWatch(
        String name,
        int version,
        JsonNode content,
        boolean paused,
        Instant madeAt,
        Listing listing,
        Instant nextPollAt,
        Optional<Poll> lastPoll,
        Optional<Failing> failure) {
    /**
     * The listing that is under way.
     *
     * @param place the last key that it has seen; empty at its beginning
     * @param began empty at its beginning
     * @param seen how many objects
     */
    public record Listing(Optional<String> place, Optional<Instant> began, long seen) {}

    /** A listing that came to its end: when, how long it took, how many objects it saw. */
    public record Poll(Instant at, Duration took, long listed) {}

    /** What keeps a watch from its work, since when, and how often in a row it was met. */
    public record Failing(WatchFailure failure, Instant since, int times) {}
}
