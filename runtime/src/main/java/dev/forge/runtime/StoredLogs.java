package dev.forge.runtime;

import dev.forge.contract.step.AttemptId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The logs in a {@link LogStore}. What a page or the last lines cost does not grow with the length of the log. */
public final class StoredLogs implements AttemptLogs {
    private final LogStore store;

    public StoredLogs(LogStore store) {
        this.store = store;
    }

    @Override
    public Optional<LogSlice> read(AttemptId attempt, long from, int atMost) {
        if (from < 0 || atMost < 0) {
            throw new IllegalArgumentException("a log is read from 0 on, not " + atMost + " bytes from " + from);
        }
        return store.at(attempt, from).map(first -> slice(attempt, first, from, atMost));
    }

    private LogSlice slice(AttemptId attempt, LogExtent first, long from, int atMost) {
        byte[] page = new byte[Math.min(atMost, LogStore.LARGEST_SEGMENT)];
        int filled = 0;
        LogExtent extent = first;
        while (filled < page.length && from + filled < extent.end()) {
            byte[] part = store.bytes(
                    attempt, extent, Math.toIntExact(from + filled - extent.offset()), page.length - filled);
            System.arraycopy(part, 0, page, filled, part.length);
            filled += part.length;
            extent = store.at(attempt, from + filled).orElse(extent);
        }
        return new LogSlice(from, Arrays.copyOf(page, filled), isEnd(attempt, extent, from + filled));
    }

    /** Whether the log ends there: only what marks the end has no bytes, and it is the last that begins there. */
    private boolean isEnd(AttemptId attempt, LogExtent extent, long at) {
        return extent.length() == 0
                && at >= extent.offset()
                && store.last(attempt)
                        .filter(last -> last.ends() && at >= last.end())
                        .isPresent();
    }

    @Override
    public OptionalLong length(AttemptId attempt) {
        return store.at(attempt, Long.MAX_VALUE).stream()
                .mapToLong(LogExtent::end)
                .findFirst();
    }

    @Override
    public OptionalLong since(AttemptId attempt, Instant instant) {
        return store.since(attempt, instant);
    }

    @Override
    public List<String> lastLines(AttemptId attempt, int lines) {
        long length = store.last(attempt).map(LogSegment::end).orElse(0L);
        return LastLines.of(length, window -> end(attempt, length, window), lines);
    }

    private byte[] end(AttemptId attempt, long length, int window) {
        return read(attempt, length - window, window).map(LogSlice::bytes).orElse(new byte[0]);
    }
}
