package dev.forge.activities;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The log of a step, byte for byte, read as it is asked for. Where there were several attempts a line before each tells
 * which: {@code ==> attempt 2 <==}.
 */
final class WholeLogStream extends InputStream {
    /** Few reads of a large log, little memory. */
    private static final int SLICE = 1024 * 1024;

    private static final byte[] NOTHING = {};

    private final AttemptLogs logs;
    private final Deque<AttemptId> left;
    private final boolean severalAttempts;
    private Optional<AttemptId> attempt = Optional.empty();
    private long place;
    private byte[] slice = NOTHING;
    private int read;
    private boolean atLineStart = true;

    WholeLogStream(AttemptLogs logs, List<AttemptId> attempts) {
        this.logs = logs;
        this.left = new ArrayDeque<>(attempts);
        this.severalAttempts = attempts.size() > 1;
    }

    @Override
    public int read() {
        return fill() ? Byte.toUnsignedInt(slice[read++]) : -1;
    }

    @Override
    public int read(byte[] into, int from, int atMost) {
        Objects.checkFromIndexSize(from, atMost, into.length);
        if (atMost == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(atMost, slice.length - read);
        System.arraycopy(slice, read, into, from, count);
        read += count;
        return count;
    }

    /** Whether there is a byte that has not been read. */
    private boolean fill() {
        while (read == slice.length) {
            Optional<byte[]> next = attempt.flatMap(this::next);
            if (next.isEmpty() && left.isEmpty()) {
                return false;
            }
            take(next.orElseGet(this::begin));
        }
        return true;
    }

    private void take(byte[] bytes) {
        slice = bytes;
        read = 0;
        atLineStart = bytes.length == 0 ? atLineStart : bytes[bytes.length - 1] == '\n';
    }

    private Optional<byte[]> next(AttemptId of) {
        Optional<LogSlice> found = logs.read(of, place, SLICE);
        found.ifPresent(part -> place = part.next());
        return found.map(LogSlice::bytes).filter(bytes -> bytes.length > 0);
    }

    private byte[] begin() {
        AttemptId next = left.remove();
        attempt = Optional.of(next);
        place = 0;
        String line = (atLineStart ? "" : "\n") + "==> attempt " + next.number() + " <==\n";
        return severalAttempts ? line.getBytes(StandardCharsets.UTF_8) : NOTHING;
    }
}
