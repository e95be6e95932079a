package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The newest lines of one attempt's log, each told once. */
final class AttemptTail {
    private final AttemptLogs logs;
    private final AttemptId attempt;
    private final int most;
    private long told;
    private boolean complete;
    private int looksAfterEnd;

    AttemptTail(AttemptLogs logs, AttemptId attempt, int most) {
        this.logs = logs;
        this.attempt = attempt;
        this.most = most;
    }

    /** A line, without its end, and where it begins. */
    private record Line(long offset, String text) {}

    /** Whole lines that have been written since; a line that is still being written is told when it has ended. */
    Optional<TailLines> next() {
        return since(LogSlice::complete);
    }

    /** All that has been written since, whatever may still come: the last line may be a part of one. */
    Optional<TailLines> rest() {
        return since(_ -> true);
    }

    /** Whether nothing more can come. */
    boolean isComplete() {
        return complete;
    }

    /** Counts the looks since its attempt has ended. */
    int lookAfterEnd() {
        return ++looksAfterEnd;
    }

    private Optional<TailLines> since(Predicate<LogSlice> isWhole) {
        OptionalLong length = logs.length(attempt);
        if (length.isEmpty()) {
            return Optional.empty();
        }
        long from = Math.max(told, length.getAsLong() - KeptLog.CHUNK);
        return logs.read(attempt, from, KeptLog.CHUNK).flatMap(slice -> lines(slice, from, isWhole.test(slice)));
    }

    private Optional<TailLines> lines(LogSlice slice, long from, boolean whole) {
        complete = slice.complete();
        byte[] bytes = slice.bytes();
        Deque<Line> newest = new ArrayDeque<>();
        // What a part begins with that was not reached line by line is the end of a line.
        int begin = from == told ? 0 : after(bytes, 0);
        int end = whole ? bytes.length : lastFeed(bytes);
        for (int at = begin; at < end; at = after(bytes, at)) {
            newest.add(new Line(from + at, text(bytes, at)));
            if (newest.size() > most) {
                newest.remove();
            }
        }
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        long before = told;
        told = from + end;
        Line first = newest.getFirst();
        List<String> texts = newest.stream().map(Line::text).toList();
        return Optional.of(
                new TailLines(attempt.step(), attempt.number(), first.offset(), texts, first.offset() > before));
    }

    /** The index behind the line feed that ends the line which an index is in; the end where there is none. */
    private static int after(byte[] bytes, int index) {
        int at = index;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, bytes.length);
    }

    /** The index behind the last line feed; 0 where there is none. */
    private static int lastFeed(byte[] bytes) {
        int at = bytes.length;
        while (at > 0 && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private static String text(byte[] bytes, int from) {
        int behind = after(bytes, from);
        int end = bytes[behind - 1] == '\n' ? behind - 1 : behind;
        return LinePiece.last("", new String(bytes, from, end - from, StandardCharsets.UTF_8))
                .beginning();
    }
}
