package dev.forge.k8s.logs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What it means that a stream says nothing: that there is nothing, or that what there is comes by another stream. */
final class Silence {
    /**
     * How many times the idle time a stream must be silent to be taken for read to its end: a busy machine keeps one
     * waiting for seconds. kubelet rotates within ten seconds of what made a file too large, which is the same.
     */
    private static final int SETTLED = 5;

    private static final int SELDOM = 30;

    private static final Logger LOG = LoggerFactory.getLogger(Silence.class);

    private final Storing storing;
    private final Draft draft;
    private final Tracked now;
    private final Continuity continuity;
    private final Peek peek;
    private final Duration idle;
    private final Clock clock;
    private final Instant askedAt;
    private boolean beginningSeen;
    private Instant since;
    private Instant nextCheck;
    private int checks;

    /** Of a stream that was asked for just now. */
    Silence(Reading.Following of, Storing storing, Draft draft, Tracked now) {
        this.storing = storing;
        this.draft = draft;
        this.now = now;
        this.continuity = now.continuity();
        this.peek = now.peek();
        this.idle = of.settings().idle();
        this.clock = of.clock();
        this.askedAt = clock.instant();
        this.since = askedAt;
        this.nextCheck = since.plus(idle);
    }

    /** Something came. */
    void broken() {
        checks = 0;
        since = clock.instant();
        nextCheck = since.plus(idle);
    }

    /** Whether it has lasted for longer than that. */
    boolean exceeds(Duration time) {
        return clock.instant().isAfter(since.plus(time));
    }

    /** Whether it has lasted for so many times the idle time. */
    boolean isFor(int idleTimes) {
        return !clock.instant().isBefore(since.plus(idle.multipliedBy(idleTimes)));
    }

    Duration untilCheck() {
        return Duration.between(clock.instant(), nextCheck);
    }

    /**
     * Looks whether the stream should not be silent, if it is time to.
     *
     * @param located whether its file is known to be the one that the place is in
     */
    Optional<Reading.Stop> check(boolean located) throws InterruptedException {
        if (untilCheck().isPositive()) {
            return Optional.empty();
        }
        checks++;
        boolean likely = continuity.isRotationLikely();
        nextCheck = clock.instant().plus(idle.multipliedBy(likely ? 1 : SELDOM));
        try {
            if (draft.place().isEmpty() && !beginningSeen) {
                lookAtBeginning();
            }
            return likely || checks > 1 ? look(located) : Optional.empty();
        } catch (Peek.Unseen e) {
            LOG.debug("whether more is there was not seen", e);
            return Optional.empty();
        }
    }

    /** Whoever goes on after this one should know that somebody was there in time. */
    private void lookAtBeginning() throws Peek.Unseen, InterruptedException {
        Beginning beginning = now.beginning();
        Instant seen = clock.instant();
        Optional<Stamp> head = peek.head().map(Peek.Head::at);
        beginningSeen = true;
        head.ifPresentOrElse(at -> beginning.begins(askedAt, at), () -> beginning.empty(askedAt, seen));
        if (head.isEmpty() && beginning.isWhole()) {
            storing.noteNothing();
        }
    }

    private Optional<Reading.Stop> look(boolean located) throws Peek.Unseen, InterruptedException {
        Optional<Place> place = draft.place();
        return continuity.isOtherFile(place) ? rotated(place.get(), located) : sameFile(place.map(Place::last));
    }

    private Optional<Reading.Stop> sameFile(Optional<Stamp> last) throws Peek.Unseen, InterruptedException {
        boolean all = peek.tail()
                .filter(tail -> last.isEmpty() || tail.isAfter(last.get()))
                .isEmpty();
        if (all && isFor(SETTLED)) {
            continuity.confirmed();
        }
        return all || !isFor(SETTLED) ? Optional.empty() : Optional.of(new Reading.Stop.Turned());
    }

    /**
     * The stream may still be giving the rest of the old file, which can be had from nowhere else. If the new file is
     * still empty, others who go on from here should know. A stream that has not come to the place is no stream of the
     * old file: that was rotated before somebody asked, and what it held after the place is not known.
     */
    private Optional<Reading.Stop> rotated(Place place, boolean located) throws Peek.Unseen, InterruptedException {
        if (!isFor(SETTLED)) {
            return Optional.empty();
        }
        boolean empty = peek.tail().isEmpty();
        if (located) {
            continuity.drained();
            storing.flush();
            if (empty && !place.drained()) {
                draft.afterItsFile();
                storing.note(place.afterItsFile());
            }
        }
        continuity.confirmed();
        return located || !empty ? Optional.of(new Reading.Stop.Turned()) : Optional.empty();
    }
}
