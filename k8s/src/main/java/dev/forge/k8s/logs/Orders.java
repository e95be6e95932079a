package dev.forge.k8s.logs;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What a follower is told from outside, and where it waits for being told. */
final class Orders {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Sight> sight = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private boolean stopped;
    private long changes;
    private Instant progressedAt;
    private Optional<String> trouble = Optional.empty();

    Orders(Clock clock) {
        this.clock = clock;
        this.progressedAt = clock.instant();
    }

    void saw(Pod pod) {
        locked(() -> sight = Optional.of(new Sight(pod)));
    }

    /** The attempt has ended; its log is to be completed. */
    void complete(Instant at) {
        locked(() -> {
            if (endedAt.isEmpty()) {
                progressedAt = clock.instant();
            }
            endedAt = Optional.of(at);
        });
    }

    void stop() {
        locked(() -> stopped = true);
    }

    /** The log or its store has moved. */
    void progressed() {
        moved(Optional.empty(), clock.instant());
    }

    /** Why neither the log nor its store moves just now. */
    void troubled(String why) {
        moved(Optional.of(why), progressedAt());
    }

    private void moved(Optional<String> why, Instant last) {
        lock.lock();
        try {
            trouble = why;
            progressedAt = last;
        } finally {
            lock.unlock();
        }
    }

    /** Empty where the log or its store has moved since. */
    Optional<String> trouble() {
        return read(() -> trouble);
    }

    Optional<Sight> sight() {
        return read(() -> sight);
    }

    Optional<Instant> endedAt() {
        return read(() -> endedAt);
    }

    boolean isStopped() {
        return read(() -> stopped);
    }

    Instant progressedAt() {
        return read(() -> progressedAt);
    }

    /** Returns when something has changed, or after so long. */
    void await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long seen = changes;
            long left = Math.max(1, atMost.toNanos());
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns true when the attempt has ended or the follower is to stop, false after so long. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        Instant until = clock.instant().plus(atMost);
        while (endedAt().isEmpty() && !isStopped() && clock.instant().isBefore(until)) {
            await(Duration.between(clock.instant(), until));
        }
        return endedAt().isPresent() || isStopped();
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(Supplier<T> field) {
        lock.lock();
        try {
            return field.get();
        } finally {
            lock.unlock();
        }
    }
}
