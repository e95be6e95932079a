package dev.forge.starter.log;

import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The logs of some attempts, one after the other, as far as they are written now. */
final class KeptLog implements LogSource {
    /** Few calls for a large log, little memory for many readers. */
    static final int CHUNK = 64 * 1024;

    private final AttemptLogs logs;
    private final Deque<LogPlace> left;

    KeptLog(AttemptLogs logs, List<LogPlace> places) {
        this.logs = logs;
        this.left = new ArrayDeque<>(places);
    }

    @Override
    public Optional<byte[]> next() {
        while (!left.isEmpty()) {
            LogPlace place = left.remove();
            Optional<LogSlice> slice = logs.read(place.attempt(), place.offset(), CHUNK);
            if (slice.isPresent() && slice.get().bytes().length > 0) {
                left.addFirst(place.at(slice.get().next()));
                return slice.map(LogSlice::bytes);
            }
        }
        return Optional.empty();
    }
}
