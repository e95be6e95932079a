package dev.forge.k8s.logs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether lines may be missing where kubelet's file does not hold the last line any more that one has. kubelet
 * itself does not say so, and no line has a number: what one has seen is all there is to go by.
 *
 * <p>Nothing is missing if the file that the last line is in was read to its end, and the one that is there now came
 * right after it. The first is known of a stream that stayed silent or that ended in order after the container had
 * exited: kubelet gives all of the file it has open, also when that was renamed long ago. But then it does not turn to
 * the new file by itself: not if it was still busy with the old one at the rotation. The second is known by looking at
 * the file's head more often than kubelet rotates.
 */
final class Continuity {
    /** kubelet rotates every 10 seconds at most, unless told otherwise. */
    private static final Duration ROTATION = Duration.ofSeconds(9);

    private static final Duration LOOK = Duration.ofSeconds(5);

    /** A log that brings less between two looks is far from filling a file. */
    private static final int MUCH = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Continuity.class);

    private final Clock clock;
    private final Peek peek;
    private final TreeSet<Stamp> heads = new TreeSet<>();
    private Instant lookedAt;
    private long unconfirmed;
    private long unseen;
    private boolean drained;
    private boolean blind;

    Continuity(Peek peek, Clock clock) {
        this.peek = peek;
        this.clock = clock;
        this.lookedAt = clock.instant();
    }

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

    void read(int bytes) throws InterruptedException {
        drained = false;
        unconfirmed += bytes;
        unseen += bytes;
        if (unseen >= MUCH && !clock.instant().isBefore(lookedAt.plus(LOOK))) {
            look();
        }
    }

    /** Whether so much was read since the file was last seen to be the same that it may have been rotated. */
    boolean isRotationLikely() {
        return unconfirmed >= MUCH;
    }

    void confirmed() {
        unconfirmed = 0;
    }

    /** Looks at the head of the file; also while nothing can be read because nothing can be stored. */
    void look() throws InterruptedException {
        try {
            peek.head().ifPresent(heads::add);
            lookedAt = clock.instant();
            unseen = 0;
        } catch (Peek.Unseen e) {
            LOG.debug("the head of the log was not seen", e);
        }
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
        Stamp seen = heads.higher(last);
        if (seen != null && next.isAfter(seen)) {
            mark = Optional.of(Gaps.lost(last, next, "they were written faster than they could be kept"));
        } else if (!drained || blind) {
            mark = Optional.of(Gaps.maybeLost(last, next, "kubelet rotated the container's log before it was read"));
        }
        found();
        return mark;
    }
}
