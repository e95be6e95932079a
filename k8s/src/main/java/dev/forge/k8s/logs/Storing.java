package dev.forge.k8s.logs;

import dev.forge.runtime.LogSegment.Kind;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Stores what a reading has drafted. Where somebody else was faster, what he has stored is what this one has read too,
 * if neither has missed anything: then the rest is stored after it. The stream is not given up for that; it may be of a
 * file that cannot be opened again.
 */
final class Storing {
    private final Chain chain;
    private final Draft draft;
    private final Continuity continuity;
    private final Orders orders;
    private final Clock clock;
    private long stored;

    /**
     * The storing of a draft.
     *
     * @param stored offset in the log at which the draft begins; more may be stored already, by somebody else
     */
    Storing(Chain chain, long stored, Draft draft, Continuity continuity, Orders orders, Clock clock) {
        this.chain = chain;
        this.draft = draft;
        this.continuity = continuity;
        this.orders = orders;
        this.clock = clock;
        this.stored = stored;
    }

    /** The follower has been told to stop and cannot store what it has; whoever goes on reads it again. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    /** Stores all of the draft. */
    void flush() throws InterruptedException {
        while (draft.size() > 0) {
            int known = (int) Math.min(chain.length() - stored, draft.size());
            if (known == 0) {
                append();
            } else if (chain.holds(stored, Arrays.copyOf(draft.bytes(), known), this::pause)) {
                settle(known);
            } else {
                throw new Chain.Overtaken();
            }
        }
    }

    private void append() throws InterruptedException {
        Instant since = clock.instant();
        try {
            chain.append(Kind.BYTES, draft.bytes(), draft.place(), this::pause);
            settle(draft.size());
        } catch (Chain.Overtaken overtaken) {
            chain.load();
            if (chain.hasEnded()) {
                throw overtaken;
            }
        }
        continuity.waitedSince(since);
        orders.progressed();
    }

    private void settle(int bytes) {
        stored += bytes;
        draft.stored(bytes);
    }

    /** Tells others where to go on, without any bytes; unless another is further, who will do it himself. */
    void note(Place place) throws InterruptedException {
        if (chain.length() == stored) {
            note(Optional.of(place));
        }
    }

    /** Tells others that somebody was there, and that nothing was written yet. */
    void noteNothing() throws InterruptedException {
        if (!chain.isBegun()) {
            note(Optional.empty());
        }
    }

    private void note(Optional<Place> place) throws InterruptedException {
        try {
            chain.append(Kind.NOTE, new byte[0], place, this::pause);
        } catch (Chain.Overtaken _) {
            chain.load();
        }
    }

    /** The offset in the log up to which all is stored. */
    long stored() {
        return stored;
    }

    /** The store is away: kubelet goes on rotating meanwhile. */
    private void pause(int failures, String why) throws InterruptedException {
        if (orders.isStopped()) {
            throw new Stopped();
        }
        orders.troubled(why);
        continuity.look(draft.place());
        orders.await(Follower.backoff(failures));
    }
}
