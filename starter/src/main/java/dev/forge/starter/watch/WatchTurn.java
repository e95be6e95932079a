package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveUnavailable;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.WatchFailure;
import dev.forge.archive.records.Watches;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.WatchParser;
import dev.forge.contract.pipeline.WatchSpec;
import dev.forge.runtime.BucketRefused;
import dev.forge.starter.problem.TemporalUnavailable;
import io.temporal.client.ActivityCompletionException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn of a watch: a part of its listing if it is time for one, then the runs that are due. */
@Singleton
final class WatchTurn {
    private static final Logger LOG = LoggerFactory.getLogger(WatchTurn.class);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 16;

    private final Watches watches;
    private final BucketLook look;
    private final WatchStarts starts;

    WatchTurn(Archive archive, BucketLook look, WatchStarts starts) {
        this.watches = archive.watches();
        this.look = look;
        this.starts = starts;
    }

    /**
     * Takes it. Whatever keeps the watch from its work is noted there, and holds up no other.
     *
     * @param check throws where the watch is another's by now
     * @return whether there is more to do at once
     * @throws ArchiveUnavailable where nothing can be noted
     */
    boolean take(KeptWatch kept, Runnable check) {
        boolean isTime = !kept.readAt().isBefore(kept.nextPollAt());
        if (!isTime && startsNothing(kept)) {
            return false;
        }
        Optional<WatchFailure> ofTheLook = isTime
                ? tried(kept, () -> look.next(Watch.of(kept), check)).map(WatchFailure::byTheLook)
                : Optional.empty();
        check.run();
        AtomicBoolean more = new AtomicBoolean();
        // What was seen before, or was told by an event, needs no listing.
        Optional<WatchFailure> ofTheStarts =
                tried(kept, () -> more.set(starts.due(Watch.of(kept)) == WatchStarts.AT_ONCE));
        ofTheStarts.or(() -> ofTheLook).ifPresentOrElse(why -> failed(kept, why), () -> {
            if (isTime) {
                recovered(kept);
            }
        });
        return ofTheStarts.isEmpty() && (more.get() || (isTime && ofTheLook.isEmpty()));
    }

    /** Until it is time to try again. */
    private static boolean startsNothing(KeptWatch kept) {
        return kept.failure().filter(it -> !it.failure().ofTheLook()).isPresent();
    }

    private static Optional<WatchFailure> tried(KeptWatch watch, Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (Hindered e) {
            return Optional.of(e.failure());
        } catch (BucketRefused e) {
            return Optional.of(new WatchFailure(String.valueOf(e.getMessage()), e.remedy()));
        } catch (TemporalUnavailable e) {
            return Optional.of(new WatchFailure(
                    String.valueOf(e.getMessage()),
                    "see that Temporal runs; what the watch has seen waits until it answers"));
        } catch (ArchiveUnavailable | ActivityCompletionException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                // The starter stops, which is nothing that the watch could be told to lack.
                throw e;
            }
            LOG.warn("watch {} met what nobody expects", watch.name(), e);
            return Optional.of(new WatchFailure(
                    "something unexpected happened: " + e, "see the starter's log; the watch tries again by itself"));
        }
    }

    private void recovered(KeptWatch watch) {
        if (watch.failure().isPresent()) {
            watches.recovered(watch);
            LOG.info("watch {} is at work again", watch.name());
        }
    }

    private void failed(KeptWatch watch, WatchFailure failure) {
        int times = watch.failure().map(KeptWatch.Failing::times).orElse(0);
        if (times == 0) {
            LOG.warn("watch {} tries again later: {}; {}", watch.name(), failure.reason(), failure.remedy());
        }
        Duration backoff = interval(watch).multipliedBy(1L << Math.min(times, DOUBLINGS));
        Instant next = watch.readAt().plus(backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff);
        watches.failed(watch, failure, next);
    }

    private static Duration interval(KeptWatch watch) {
        return switch (WatchParser.parse(watch.content().toString())) {
            case Asked.Valid(WatchSpec spec) -> spec.interval();
            case Asked.Invalid<WatchSpec> _ -> LONGEST_BACKOFF;
        };
    }
}
