package dev.forge.k8s.watch;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Who waits for which Job, by its uid: one watch wakes those that a change concerns, and nobody else. */
public final class Waiters {
    private final Map<String, Set<Waiter>> waiting = new ConcurrentHashMap<>();

    /** Registers a waiter; whatever changes from now on wakes it. */
    public Waiter register(String uid) {
        Waiter waiter = new Waiter(uid);
        waiting.compute(uid, (_, there) -> {
            Set<Waiter> all = there == null ? ConcurrentHashMap.newKeySet(1) : there;
            all.add(waiter);
            return all;
        });
        return waiter;
    }

    void wake(String uid) {
        waiting.getOrDefault(uid, Set.of()).forEach(Waiter::wake);
    }

    void wakeAll() {
        waiting.values().forEach(all -> all.forEach(Waiter::wake));
    }

    private void leave(Waiter waiter) {
        waiting.computeIfPresent(waiter.uid, (_, all) -> {
            all.remove(waiter);
            return all.isEmpty() ? null : all;
        });
    }

    /** One who waits for changes of one Job; for one thread. */
    public final class Waiter implements AutoCloseable {
        private final String uid;
        private final Semaphore changes = new Semaphore(0);

        private Waiter(String uid) {
            this.uid = uid;
        }

        private void wake() {
            changes.release();
        }

        /** To be called before looking: what changes after it ends the next wait. */
        public void forget() {
            changes.drainPermits();
        }

        /** Waits until something has changed since {@link #forget}, and for {@code atMost} in any case. */
        public void await(Duration atMost) throws InterruptedException {
            changes.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            leave(this);
        }
    }
}
