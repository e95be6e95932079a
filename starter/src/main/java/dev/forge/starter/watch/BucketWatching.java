package dev.forge.starter.watch;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.archive.records.Watches;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.contract.workflow.WatchActivities;
import dev.forge.starter.worker.StarterActivities;
import io.temporal.activity.Activity;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Keeps a watch at work. A change, a pause or the end of the watch is noticed within {@link #PULSE}. */
@Singleton
final class BucketWatching implements WatchActivities, StarterActivities {
    /** Then another starter may take it up, or the same one. */
    private static final Duration SPELL = Duration.ofHours(1);

    private static final Duration PULSE = Duration.ofMillis(500);

    private final Watches watches;
    private final WatchTurn turn;
    private final WatchSlots slots;
    private final Clock clock;
    private final AtomicInteger atWork = new AtomicInteger();

    BucketWatching(Archive archive, WatchTurn turn, WatchSlots slots, Clock clock) {
        this.watches = archive.watches();
        this.turn = turn;
        this.slots = slots;
        this.clock = clock;
    }

    @Override
    public String queue() {
        return TaskQueues.WATCHES;
    }

    @Override
    public int atOnce() {
        return slots.atOnce();
    }

    @Override
    public boolean watchBucket(String name) {
        atWork.incrementAndGet();
        try (Spell spell = Spell.begin(Activity.getExecutionContext())) {
            return watch(name, spell);
        } finally {
            atWork.decrementAndGet();
        }
    }

    private boolean watch(String name, Spell spell) {
        Instant end = clock.instant().plus(SPELL);
        Instant mayGivePlace = clock.instant().plus(slots.turn());
        while (clock.instant().isBefore(end)) {
            spell.check();
            Optional<KeptWatch> kept = watches.find(name);
            if (kept.isEmpty()) {
                return false;
            }
            if (kept.get().paused() || !turn.take(kept.get(), spell::check)) {
                rest(kept.get());
            }
            if (!clock.instant().isBefore(mayGivePlace)) {
                if (othersWait()) {
                    return true;
                }
                mayGivePlace = clock.instant().plus(slots.turn());
            }
        }
        return true;
    }

    /** Perhaps: other starters may have room for them. */
    private boolean othersWait() {
        return atWork.get() >= slots.atOnce() && watches.count() > slots.atOnce();
    }

    /** A worker that shuts down interrupts it; the heartbeat tells what that means. */
    private void rest(KeptWatch watch) {
        Duration toPoll = Duration.between(watch.readAt(), watch.nextPollAt());
        Duration pause = toPoll.isPositive() && toPoll.compareTo(PULSE) < 0 ? toPoll : PULSE;
        LockSupport.parkNanos(pause.toNanos());
    }
}
