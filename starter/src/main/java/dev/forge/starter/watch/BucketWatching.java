package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.Watches;
import dev.forge.contract.workflow.WatchActivities;
import dev.forge.starter.worker.StarterActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Keeps a watch at work. A change, a pause or the end of the watch is noticed within {@link #PULSE}. */
@Singleton
final class BucketWatching implements WatchActivities, StarterActivities {
    /** Then another starter may take it up. */
    private static final Duration SPELL = Duration.ofHours(1);

    private static final Duration PULSE = Duration.ofMillis(500);

    private final Watches watches;
    private final WatchTurn turn;
    private final Clock clock;

    BucketWatching(Archive archive, WatchTurn turn, Clock clock) {
        this.watches = archive.watches();
        this.turn = turn;
        this.clock = clock;
    }

    @Override
    public boolean watchBucket(String name) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        Instant end = clock.instant().plus(SPELL);
        while (clock.instant().isBefore(end)) {
            context.heartbeat(null);
            Optional<KeptWatch> kept = watches.find(name);
            if (kept.isEmpty()) {
                return false;
            }
            if (kept.get().paused() || !turn.take(Watch.of(kept.get()))) {
                rest(kept.get());
            }
        }
        return true;
    }

    /** A worker that shuts down interrupts it; the next heartbeat tells what that means. */
    private void rest(KeptWatch watch) {
        Duration toPoll = Duration.between(clock.instant(), watch.nextPollAt());
        Duration pause = toPoll.isPositive() && toPoll.compareTo(PULSE) < 0 ? toPoll : PULSE;
        LockSupport.parkNanos(pause.toNanos());
    }
}
