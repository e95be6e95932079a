package dev.forge.k8s.logs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether lines may be missing where kubelet's file does not hold the last line any more that one has. kubelet
 * itself does not say so, and no line has a number: what one has seen is all there is to go by.
 *
 * <p>Nothing is missing if the file that the last line is in was read to its end, and the one that is there now came
 * right after it. The first is known of a stream that stayed silent or that ended in order after the container had
 * exited: kubelet gives all of the file it has open, also when that was renamed long ago. But if it was still busy with
 * it at the rotation, it never turns to the new file by itself. So the file's head is looked at more often than kubelet
 * rotates, and each new file is opened at once and read in its turn: what is open is not lost, however late it is read.
 *
 * <p>One thing cannot be known: the container runtime makes the new file before it stops writing to the old one, and a
 * stream that turns to it in between leaves out what still comes there, a line or some, without any trace.
 */
final class Continuity {
    /** kubelet rotates every 10 seconds at most, unless told otherwise. */
    private static final Duration ROTATION = Duration.ofSeconds(9);

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** A log that brings less between two looks is far from filling a file. */
    private static final int MUCH = 256 * 1024;

    /** Connections; beyond that, a store is slower than a module for more than a minute. */
    private static final int MOST_SUCCESSORS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Continuity.class);

    private final Clock clock;
    private final Peek peek;
    private final Function<Optional<Place>, LogRequest> opening;
    /** Of the file that is being read and of those after it: the stamps of their first lines, and what is in them. */
    private final TreeMap<Stamp, String> heads = new TreeMap<>();

    private final ArrayDeque<Successor> successors = new ArrayDeque<>();
    private Instant lookedAt;
    private long unconfirmed;
    private long unseen;
    private boolean drained;
    private boolean blind;

    /**
     * Of one container's log.
     *
     * @param opening opens a stream of the file that is there now, from a place on
     */
    Continuity(Peek peek, Function<Optional<Place>, LogRequest> opening, Clock clock) {
        this.peek = peek;
        this.opening = opening;
        this.clock = clock;
        this.lookedAt = clock.instant();
    }

    /** A file that came after the one that is being read. */
    private record Successor(Stamp head, LogRequest request) {}

    /** A place that somebody left; whether nothing was written since it was drained is still to be seen. */
    void adopt(Place place) throws InterruptedException {
        drained = false;
        if (place.drained()) {
            try {
                drained = peek.tail().isEmpty();
            } catch (Peek.Unseen e) {
                LOG.debug("{}: whether anything was written meanwhile is not known", place.container(), e);
            }
        }
    }

    void read(int bytes, Optional<Place> place) throws InterruptedException {
        drained = false;
        unconfirmed += bytes;
        unseen += bytes;
        if (unseen >= MUCH && !clock.instant().isBefore(lookedAt.plus(LOOK))) {
            look(place);
        }
    }

    /** Whether so much was read since the file was last seen to be the same that it may have been rotated. */
    boolean isRotationLikely() {
        return unconfirmed >= MUCH;
    }

    void confirmed() {
        unconfirmed = 0;
    }

    /** Looks for another file; also while nothing can be read because nothing can be stored. */
    void look(Optional<Place> place) throws InterruptedException {
        try {
            boolean _ = isOtherFile(place);
        } catch (Peek.Unseen e) {
            LOG.debug("the head of the log was not seen", e);
        }
    }

    /** Whether kubelet has another file now than that of a place. */
    boolean isOtherFile(Optional<Place> place) throws Peek.Unseen, InterruptedException {
        Optional<Peek.Head> head = peek.head();
        lookedAt = clock.instant();
        unseen = 0;
        boolean other = place.isPresent()
                && head.filter(known -> !known.at().isAfter(place.get().last())).isEmpty();
        boolean isNew =
                head.isPresent() && heads.put(head.get().at(), head.get().text()) == null;
        if (isNew && other && successors.size() < MOST_SUCCESSORS) {
            successors.add(new Successor(head.get().at(), opening.apply(place)));
        }
        place.map(known -> heads.floorKey(known.last()))
                .ifPresent(mine -> heads.headMap(mine).clear());
        return other;
    }

    /** Whether there is a file after the one that is being read. */
    boolean hasSuccessor() {
        return !successors.isEmpty();
    }

    /**
     * Whether a line that a stream goes on with comes after a file that was opened and not read: kubelet has turned the
     * stream to the newest file, past that one.
     */
    boolean skipsSuccessor(Stamp at) {
        if (successors.isEmpty() || successors.getFirst().head().isAfter(at)) {
            return false;
        }
        boolean skips = !at.equals(successors.getFirst().head());
        if (!skips) {
            // It has turned to that very file.
            successors.removeFirst().request().close();
        }
        return skips;
    }

    /**
     * What a stream that skips a file has given without a stamp, as if it were the rest of a line: the first line of the
     * file that it has turned to, or its beginning; nothing, where it goes on with that file's first line.
     *
     * @param at the stamp of the line that it goes on with
     */
    String swallowed(Stamp at, Optional<Place> place) throws InterruptedException {
        look(place);
        Map.Entry<Stamp, String> file = heads.floorEntry(at);
        return file == null || file.getKey().equals(at) ? "" : file.getValue();
    }

    /** The stream of the next file, if one was opened that the place is not in yet. */
    Optional<LogRequest> successor(Optional<Place> place) {
        while (!successors.isEmpty()
                && place.filter(known -> !successors.getFirst().head().isAfter(known.last()))
                        .isPresent()) {
            successors.removeFirst().request().close();
        }
        return Optional.ofNullable(successors.pollFirst()).map(Successor::request);
    }

    void close() {
        successors.forEach(successor -> successor.request().close());
        successors.clear();
    }

    /** Since then nothing was read, because nothing could be stored. */
    void waitedSince(Instant since) {
        Instant seen = lookedAt.isAfter(since) ? lookedAt : since;
        blind |= clock.instant().isAfter(seen.plus(ROTATION));
    }

    /** All of the file that was being read has been read. */
    void drained() {
        drained = true;
    }

    /** The last line was found in the file. */
    void found() {
        drained = false;
        blind = false;
        unconfirmed = 0;
    }

    /** The mark to put between the last line that one has and the next one that is there. */
    Optional<String> mark(Stamp last, Stamp next) {
        Optional<String> mark = Optional.empty();
        Stamp seen = heads.higherKey(last);
        if (seen != null && next.isAfter(seen)) {
            mark = Optional.of(Gaps.lost(last, next, "they were written faster than they could be kept"));
        } else if (!drained || blind) {
            mark = Optional.of(Gaps.maybeLost(last, next, "kubelet rotated the container's log before it was read"));
        }
        found();
        return mark;
    }
}
