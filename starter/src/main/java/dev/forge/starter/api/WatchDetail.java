package dev.forge.starter.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.SightingCounts;
import dev.forge.starter.watch.ShownWatch;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A watch.
 *
 * @param watch its definition, without defaults; it can be sent again
 * @param objects how many object versions it has seen, by what became of them
 * @param lastPoll its last look at the whole bucket
 * @param listing the look that is under way, if it takes more than one part
 * @param nextPollAt when it looks next, or tries again
 * @param failure what keeps it from its work
 * @param postponed what could not be started when that was tried, and is tried again while others go on
 */
record WatchDetail(
        String name,
        int version,
        WatchState state,
        Instant madeAt,
        JsonNode watch,
        Counts objects,
        Optional<Poll> lastPoll,
        Optional<Listing> listing,
        Instant nextPollAt,
        Optional<Failure> failure,
        Optional<Postponed> postponed,
        Map<String, String> links) {
    static WatchDetail of(ShownWatch shown) {
        KeptWatch kept = shown.kept();
        return new WatchDetail(
                kept.name(),
                kept.version(),
                WatchState.of(kept),
                kept.madeAt(),
                kept.content(),
                Counts.of(shown.counts()),
                kept.lastPoll().map(Poll::of),
                kept.listing()
                        .began()
                        .map(began -> new Listing(began, kept.listing().seen())),
                kept.nextPollAt(),
                kept.failure().map(Failure::of),
                shown.postponed().map(Postponed::of),
                WatchLinks.of(kept.name()));
    }

    /**
     * How many object versions.
     *
     * @param pending whose runs are still to be started
     * @param started counted up to 100,000
     * @param skipped counted up to 100,000
     * @param atLeast whether one of these two may be more than is told
     */
    record Counts(long pending, long started, long skipped, long refused, boolean atLeast) {
        static Counts of(SightingCounts counts) {
            return new Counts(
                    counts.pending(), counts.started(), counts.skipped(), counts.refused(), counts.isAtLeast());
        }
    }

    /**
     * A look at the whole bucket.
     *
     * @param millis how long it took
     * @param listed how many objects are below the prefix
     * @param leftOut how many of these cannot start a run, since S3 has none like them: without an ETag, or with a key that
     *     is too long, holds a NUL or is no UTF-8
     */
    record Poll(Instant at, long millis, long listed, long leftOut) {
        static Poll of(KeptWatch.Poll poll) {
            return new Poll(poll.at(), poll.took().toMillis(), poll.listed(), poll.leftOut());
        }
    }

    /** A look that is under way: since when, and how many objects it has seen. */
    record Listing(Instant began, long seen) {}

    /**
     * Object versions, each of which something keeps from its run.
     *
     * @param objects how many; they are among the pending ones
     * @param first the one that is tried again first, at its {@code dueAt}
     */
    record Postponed(long objects, WatchedObjects.Row first) {
        static Postponed of(dev.forge.archive.records.Postponed postponed) {
            return new Postponed(postponed.count(), WatchedObjects.Row.of(postponed.first()));
        }
    }

    /**
     * What keeps a watch from its work.
     *
     * @param times how often in a row it was met
     */
    record Failure(String reason, String remedy, Instant since, int times) {
        static Failure of(KeptWatch.Failing failing) {
            return new Failure(
                    failing.failure().reason(), failing.failure().remedy(), failing.since(), failing.times());
        }
    }
}
