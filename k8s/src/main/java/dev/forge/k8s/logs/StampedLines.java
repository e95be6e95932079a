package dev.forge.k8s.logs;

import java.util.Optional;

/**
 * Takes kubelet's stream apart: a time stamp at the beginning of each line, then what the container wrote. The container
 * runtime cuts long lines into parts of 16 KiB, which kubelet puts together again; a stamp is only at the beginning.
 */
final class StampedLines {
    /** What a stream consists of. */
    interface Sink {
        void begin(Stamp at);

        /** Bytes of the line that was begun, without its end. */
        void bytes(byte[] from, int start, int end);

        /** A line feed. */
        void end();
    }

    private enum At {
        /** Before the first line. */
        BEGINNING,
        /** In the rest of a line that began before what was asked for. */
        REST,
        LINE_BEGINNING,
        LINE
    }

    /** {@code 2026-11-21T07:40:42.654050634+01:00}. */
    private static final int LONGEST_STAMP = 35;

    private final Sink sink;
    private final StampReader stamps = new StampReader();
    private final byte[] stamp = new byte[LONGEST_STAMP];
    private int stampLength;
    private boolean begun;
    private At at = At.BEGINNING;

    StampedLines(Sink sink) {
        this.sink = sink;
    }

    /**
     * Takes more of the stream.
     *
     * @return false if a line has no time stamp: then it is no line of the container but what kubelet says in the
     *     middle of an answer that had begun well
     */
    boolean accept(byte[] chunk, int length) {
        int next = 0;
        while (next < length) {
            next = switch (at) {
                case BEGINNING, LINE_BEGINNING -> stamp(chunk, next, length);
                case REST -> rest(chunk, next, length);
                case LINE -> line(chunk, next, length);
            };
            if (next < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether any line with a time stamp has come. */
    boolean hasBegun() {
        return begun;
    }

    private int stamp(byte[] chunk, int from, int length) {
        int next = from;
        while (next < length && chunk[next] != ' ' && chunk[next] != '\n' && stampLength < LONGEST_STAMP) {
            stamp[stampLength++] = chunk[next++];
        }
        if (next == length) {
            return next;
        }
        Optional<Stamp> read = chunk[next] == ' ' ? stamps.read(stamp, stampLength) : Optional.empty();
        stampLength = 0;
        if (read.isPresent()) {
            at = At.LINE;
            begun = true;
            sink.begin(read.get());
            return next + 1;
        }
        // sinceTime is applied to each part of 16 KiB by itself, so that the end of a line may come without its
        // beginning.
        boolean rest = at == At.BEGINNING;
        at = At.REST;
        return rest ? next : -1;
    }

    private int rest(byte[] chunk, int from, int length) {
        int feed = feed(chunk, from, length);
        if (feed < length) {
            at = At.LINE_BEGINNING;
        }
        return Math.min(length, feed + 1);
    }

    private int line(byte[] chunk, int from, int length) {
        int feed = feed(chunk, from, length);
        if (feed > from) {
            sink.bytes(chunk, from, feed);
        }
        if (feed < length) {
            at = At.LINE_BEGINNING;
            sink.end();
        }
        return Math.min(length, feed + 1);
    }

    private static int feed(byte[] chunk, int from, int length) {
        int next = from;
        while (next < length && chunk[next] != '\n') {
            next++;
        }
        return next;
    }
}
