package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;

/** Finds where lines begin. It reads a log backwards, no further than it must, and holds one part of it at a time. */
final class LineStarts {
    private final AttemptLogs logs;

    LineStarts(AttemptLogs logs) {
        this.logs = logs;
    }

    /** The offset of the first of the last {@code lines} lines before an end; a line that has not ended counts. */
    long ofLast(AttemptId attempt, long end, int lines) {
        // Whether the last byte is a line feed or not, it belongs to the last line.
        return lines == 0 || end == 0 ? end : afterFeed(attempt, end - 1, lines);
    }

    /** The offset at which the line begins that the byte at an offset is in. */
    long of(AttemptId attempt, long offset) {
        return afterFeed(attempt, offset, 1);
    }

    /** The offset after the so manieth line feed before an end, counted backwards; 0 where there are fewer. */
    private long afterFeed(AttemptId attempt, long end, int feeds) {
        int left = feeds;
        long to = end;
        while (to > 0) {
            long from = Math.max(0, to - KeptLog.CHUNK);
            byte[] part = bytes(attempt, from, to);
            for (int i = part.length - 1; i >= 0; i--) {
                if (part[i] == '\n') {
                    left--;
                }
                if (left == 0) {
                    return from + i + 1;
                }
            }
            to = from;
        }
        return 0;
    }

    private byte[] bytes(AttemptId attempt, long from, long to) {
        return logs.read(attempt, from, Math.toIntExact(to - from))
                .map(LogSlice::bytes)
                .orElse(new byte[0]);
    }
}
