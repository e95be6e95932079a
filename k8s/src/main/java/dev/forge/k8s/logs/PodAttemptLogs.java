package dev.forge.k8s.logs;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.StoredLogs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The logs as a worker sees them: what is stored, and of an attempt whose log it follows the last lines from the pod
 * itself, which may not be stored yet.
 */
public final class PodAttemptLogs implements AttemptLogs {
    private final AttemptLogs stored;
    private final LogFollowing following;

    public PodAttemptLogs(LogStore store, LogFollowing following) {
        this.stored = new StoredLogs(store);
        this.following = following;
    }

    @Override
    public Optional<LogSlice> read(AttemptId attempt, long from, int atMost) {
        return stored.read(attempt, from, atMost);
    }

    @Override
    public OptionalLong length(AttemptId attempt) {
        return stored.length(attempt);
    }

    @Override
    public OptionalLong since(AttemptId attempt, Instant instant) {
        return stored.since(attempt, instant);
    }

    @Override
    public List<String> lastLines(AttemptId attempt, int lines) {
        return following.lastLines(attempt, lines).orElseGet(() -> stored.lastLines(attempt, lines));
    }
}
