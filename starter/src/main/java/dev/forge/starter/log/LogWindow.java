package dev.forge.starter.log;

import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Some bytes of a log that is looked through from its beginning to its end: never more than it has room for. */
final class LogWindow {
    private final AttemptLogs logs;
    private final LogSpan span;
    private final byte[] held;
    private long start;
    private int length;

    /**
     * An empty window.
     *
     * @param room bytes
     */
    LogWindow(AttemptLogs logs, LogSpan span, int room) {
        this.logs = logs;
        this.span = span;
        this.held = new byte[room];
    }

    /** Has it hold the bytes between two offsets, as far as there are such, and may let go of those before. */
    void hold(long from, long to) {
        if (Math.min(to, span.to()) > end()) {
            letGo(from);
            boolean more = true;
            while (more && Math.min(to, span.to()) > end()) {
                more = read();
            }
        }
    }

    private void letGo(long from) {
        int gone = (int) Math.min(length, from - start);
        System.arraycopy(held, gone, held, 0, length - gone);
        length -= gone;
        start = from;
    }

    private boolean read() {
        int room = (int) Math.min(held.length - length, span.to() - end());
        Optional<byte[]> bytes = logs.read(span.attempt(), end(), room).map(LogSlice::bytes);
        bytes.ifPresent(read -> {
            System.arraycopy(read, 0, held, length, read.length);
            length += read.length;
        });
        return bytes.isPresent() && bytes.get().length > 0;
    }

    /** The offset after the last byte that it holds. */
    long end() {
        return start + length;
    }

    byte at(long offset) {
        return held[index(offset)];
    }

    /** The first line feed that it holds between two offsets. */
    OptionalLong feed(long from, long to) {
        for (long at = from; at < Math.min(to, end()); at++) {
            if (at(at) == '\n') {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    /** Bytes that it holds, as UTF-8; what is none is replaced. */
    String text(long from, long to) {
        return new String(held, index(from), (int) (to - from), StandardCharsets.UTF_8);
    }

    private int index(long offset) {
        return (int) (offset - start);
    }
}
