package dev.forge.k8s.logs;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogExtent;
import dev.forge.runtime.LogSegment;
import dev.forge.runtime.LogSegment.Kind;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.StoredLogs;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of an attempt's log in the store, to which one holder appends. */
final class Chain {
    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);

    private final LogStore store;
    private final AttemptId attempt;
    private final String holder = UUID.randomUUID().toString();
    private Optional<LogSegment> tail = Optional.empty();

    Chain(LogStore store, AttemptId attempt) {
        this.store = store;
        this.attempt = attempt;
    }

    /** Looks where the log ends now, whoever wrote it. */
    void load() {
        tail = store.last(attempt);
    }

    /** Where the source goes on after what is stored; empty where nothing is. */
    Optional<Place> place() {
        return tail.map(LogSegment::place).filter(place -> !place.isEmpty()).map(Place::decoded);
    }

    /** Whether somebody has stored anything, be it only word that nothing was written yet. */
    boolean isBegun() {
        return tail.isPresent();
    }

    /** How long the stored log is. */
    long length() {
        return tail.map(LogSegment::end).orElse(0L);
    }

    /** Whether these bytes are what is stored from an offset on. */
    boolean holds(long from, byte[] bytes, Pause meanwhile) throws InterruptedException {
        StoredLogs logs = new StoredLogs(store);
        return asked(() -> logs.read(attempt, from, bytes.length), meanwhile)
                .filter(slice -> Arrays.equals(slice.bytes(), bytes))
                .isPresent();
    }

    boolean hasEnded() {
        return tail.filter(LogSegment::ends).isPresent();
    }

    /**
     * Appends, waiting for a store that is away: meanwhile nothing is read, and kubelet keeps what is written.
     *
     * @param meanwhile called before each further try; it may pause, and ends the waiting by an exception
     * @throws Overtaken if somebody else has appended meanwhile
     */
    void append(Kind kind, byte[] bytes, Optional<Place> place, Pause meanwhile) throws InterruptedException {
        LogExtent extent =
                tail.map(last -> last.extent().next(bytes.length)).orElseGet(() -> LogExtent.first(bytes.length));
        LogSegment segment =
                new LogSegment(extent, kind, holder, place.map(Place::encoded).orElse(""));
        if (!asked(() -> store.append(attempt, segment, bytes), meanwhile)) {
            throw new Overtaken();
        }
        tail = Optional.of(segment);
    }

    private <T> T asked(Supplier<T> question, Pause meanwhile) throws InterruptedException {
        for (int failures = 0; ; failures++) {
            try {
                return question.get();
            } catch (RuntimeUnavailable away) {
                LOG.warn("attempt {}: its log waits to be stored: {}", attempt.name(), away.getMessage());
                meanwhile.after(failures, String.valueOf(away.getMessage()));
            }
        }
    }

    /** What happens between two tries, so many of which have failed, the last for that reason. */
    interface Pause {
        void after(int failures, String why) throws InterruptedException;
    }

    /** Somebody else appends to this log too; what is stored now tells where to go on. */
    static final class Overtaken extends RuntimeException {
        private static final long serialVersionUID = 1;

        Overtaken() {
            super("somebody else has appended to the log", null, false, false);
        }
    }
}
