package dev.forge.k8s.logs;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogExtent;
import dev.forge.runtime.LogSegment;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.RuntimeUnavailable;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** The store as one worker has it, whose connection can be cut: to others that worker is dead then. */
final class FailingStore implements LogStore {
    private final LogStore store;
    private final AtomicInteger appended = new AtomicInteger();
    private volatile int atMost = Integer.MAX_VALUE;

    FailingStore(LogStore store) {
        this.store = store;
    }

    /** Lets so many segments through. */
    void allow(int segments) {
        atMost = segments;
    }

    boolean isCut() {
        return appended.get() >= atMost;
    }

    @Override
    public boolean append(AttemptId attempt, LogSegment segment, byte[] bytes) {
        requireThere();
        appended.incrementAndGet();
        return store.append(attempt, segment, bytes);
    }

    @Override
    public Optional<LogSegment> last(AttemptId attempt) {
        requireThere();
        return store.last(attempt);
    }

    @Override
    public Optional<LogExtent> at(AttemptId attempt, long offset) {
        requireThere();
        return store.at(attempt, offset);
    }

    @Override
    public OptionalLong since(AttemptId attempt, Instant instant) {
        requireThere();
        return store.since(attempt, instant);
    }

    @Override
    public byte[] bytes(AttemptId attempt, LogExtent extent, int from, int atMostBytes) {
        requireThere();
        return store.bytes(attempt, extent, from, atMostBytes);
    }

    private void requireThere() {
        if (isCut()) {
            throw new RuntimeUnavailable("The log store is away.", new IllegalStateException("cut"));
        }
    }
}
