package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Finds where the last lines of a log begin. It reads the log once from its start, since a log's length is not
 * known before, and keeps no more of it than the places where lines begin.
 */
final class TailFinder {
    private final AttemptLogs logs;

    TailFinder(AttemptLogs logs) {
        this.logs = logs;
    }

    /** The offset of the first of the last {@code lines} lines; a line that has not ended counts. */
    long offset(AttemptId attempt, int lines) {
        Deque<Long> starts = new ArrayDeque<>();
        long at = 0;
        boolean lineBegins = true;
        Optional<LogSlice> slice = logs.read(attempt, at, KeptLog.CHUNK);
        while (slice.isPresent() && slice.get().bytes().length > 0) {
            for (byte character : slice.get().bytes()) {
                if (lineBegins) {
                    starts.addLast(at);
                    lineBegins = false;
                }
                if (starts.size() > lines) {
                    starts.removeFirst();
                }
                lineBegins = character == '\n';
                at++;
            }
            slice = logs.read(attempt, at, KeptLog.CHUNK);
        }
        return starts.isEmpty() ? at : starts.getFirst();
    }
}
