package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.WatchFailure;
import dev.forge.archive.records.Watches;
import dev.forge.runtime.BucketRefused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    private final Clock clock;

    WatchTurn(Archive archive, BucketLook look, WatchStarts starts, Clock clock) {
        this.watches = archive.watches();
        this.look = look;
        this.starts = starts;
        this.clock = clock;
    }

    /**
     * Takes it. What keeps the watch from its work is noted there.
     *
     * @return whether there is more to do at once
     */
    boolean take(Watch watch) {
        boolean isTime = !clock.instant().isBefore(watch.kept().nextPollAt());
        boolean failing = watch.kept().failure().isPresent();
        if (failing && !isTime) {
            return false;
        }
        Optional<WatchFailure> failure = isTime ? look(watch) : Optional.empty();
        try {
            // What was seen before, or was told by an event, needs no listing.
            boolean more = starts.due(watch) == WatchStarts.AT_ONCE;
            if (failure.isEmpty()) {
                recovered(watch);
                return more || isTime;
            }
        } catch (Hindered e) {
            failure = failure.or(() -> Optional.of(e.failure()));
        }
        failure.ifPresent(why -> failed(watch, why));
        return false;
    }

    private Optional<WatchFailure> look(Watch watch) {
        try {
            look.next(watch);
            return Optional.empty();
        } catch (BucketRefused e) {
            return Optional.of(new WatchFailure(String.valueOf(e.getMessage()), e.remedy()));
        }
    }

    private void recovered(Watch watch) {
        if (watch.kept().failure().isPresent()) {
            watches.recovered(watch.kept());
            LOG.info("watch {} is at work again", watch.name());
        }
    }

    private void failed(Watch watch, WatchFailure failure) {
        int times = watch.kept().failure().map(KeptWatch.Failing::times).orElse(0);
        if (times == 0) {
            LOG.warn("watch {} tries again later: {}; {}", watch.name(), failure.reason(), failure.remedy());
        }
        Duration backoff = watch.spec().interval().multipliedBy(1L << Math.min(times, DOUBLINGS));
        Instant next = clock.instant().plus(backoff.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : backoff);
        watches.failed(watch.kept(), failure, next);
    }
}
