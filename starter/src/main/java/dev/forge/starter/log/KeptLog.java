package dev.forge.starter.log;

import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Parts of the logs of some attempts, one after the other. */
final class KeptLog implements LogSource {
    /** Few calls for a large log, little memory for many readers. */
    static final int CHUNK = 64 * 1024;

    private final AttemptLogs logs;
    private final Deque<LogSpan> left;

    KeptLog(AttemptLogs logs, LogParts parts) {
        this.logs = logs;
        this.left = new ArrayDeque<>(parts.spans());
    }

    @Override
    public Optional<byte[]> next() {
        while (!left.isEmpty()) {
            LogSpan span = left.remove();
            Optional<LogSlice> slice = logs.read(span.attempt(), span.from(), (int) Math.min(CHUNK, span.length()));
            if (slice.isPresent() && slice.get().bytes().length > 0) {
                left.addFirst(new LogSpan(span.attempt(), slice.get().next(), span.to()));
                return slice.map(LogSlice::bytes);
            }
        }
        return Optional.empty();
    }
}
