package dev.forge.k8s.logs;

import dev.forge.k8s.logs.LogStream.Next;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The reading of one stream of a container's log into the store, from a place on. */
final class Reading implements Resumption.Beyond {
    /** Why a stream is read no further. */
    sealed interface Stop {
        /** It ended as it should; there may be more in another file. */
        record Ended() implements Stop {}

        /** Another one is to be opened, now. */
        record Turned() implements Stop {}

        record Broken(String why) implements Stop {}
    }

    /**
     * How many times the idle time a stream must be silent to be taken for read to its end: a busy machine keeps one
     * waiting for seconds. kubelet rotates within ten seconds of what made a file too large, which is the same.
     */
    private static final int SETTLED = 5;

    private static final int SELDOM = 30;

    /** kubelet sees within a second that a container has ended. */
    private static final Duration AFTER_END = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final Storing storing;
    private final Draft draft;
    private final Continuity continuity;
    private final RestOfLine rest;
    private final Peek peek;
    private final Orders orders;
    private final LogSettings settings;
    private final Turns turns;
    private final Clock clock;
    private final StampedLines lines;
    private final Optional<Place> from;
    private boolean anything;
    private Instant arrivedAt;
    private Instant nextCheck;
    private int checks;

    Reading(Following of, Storing storing, Draft draft, Tracked now, Orders orders) {
        this.storing = storing;
        this.draft = draft;
        this.continuity = now.continuity();
        this.rest = new RestOfLine(draft, continuity);
        this.peek = now.peek();
        this.orders = orders;
        this.settings = of.settings();
        this.turns = of.turns();
        this.clock = of.clock();
        this.from = draft.place();
        this.lines = new StampedLines(new Resumption(from, this));
        this.arrivedAt = clock.instant();
        this.nextCheck = arrivedAt.plus(settings.idle());
    }

    /**
     * Where a follower stands.
     *
     * @param offset in the log
     * @param place in kubelet's terms
     */
    record Standing(long offset, Optional<Place> place) {}

    /** What all followers have in common. */
    record Following(LogSettings settings, Turns turns, Clock clock) {}

    /** Where this follower stands, all of whose reading is stored. */
    Standing standing() {
        return new Standing(storing.stored(), draft.place());
    }

    /** Whether the stream had anything new. */
    boolean hasRead() {
        return draft.length() > 0;
    }

    /** Reads until the stream ends, or somebody wants it to. */
    Stop read(LogStream stream) throws InterruptedException {
        Optional<Stop> stop = Optional.empty();
        while (stop.isEmpty()) {
            stop = orders.isStopped() ? Optional.of(new Stop.Turned()) : step(stream);
        }
        if (rest.settle()) {
            continuity.drained();
        }
        storing.flush();
        return stop.get();
    }

    private Optional<Stop> step(LogStream stream) throws InterruptedException {
        Duration wait = least(draft.until(settings.flush()), Duration.between(clock.instant(), nextCheck));
        return switch (stream.next(least(wait, settings.idle()))) {
            case Next.Bytes(var parts) -> take(parts);
            case Next.Silence() -> silence();
            case Next.End() -> Optional.of(ended());
            case Next.Cut(String why) -> Optional.of(new Stop.Broken(why));
        };
    }

    private Stop ended() {
        // kubelet tells its troubles as text, in an answer that had begun as a log.
        return anything && !lines.hasBegun() ? new Stop.Broken("kubelet sent no log") : new Stop.Ended();
    }

    private Optional<Stop> take(List<ByteBuffer> parts) throws InterruptedException {
        anything = true;
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            long before = draft.length();
            boolean whole;
            try {
                whole = turns.take(() -> lines.accept(bytes, bytes.length));
            } catch (RestOfLine.Skipped _) {
                continuity.drained();
                return Optional.of(new Stop.Turned());
            }
            if (draft.length() > before) {
                continuity.read(bytes.length, draft.place());
            }
            if (draft.size() >= settings.segment()
                    || draft.until(settings.flush()).isNegative()) {
                storing.flush();
            }
            if (!whole) {
                return Optional.of(new Stop.Broken("kubelet sent a line without a time stamp"));
            }
        }
        orders.progressed();
        checks = 0;
        arrivedAt = clock.instant();
        nextCheck = clock.instant().plus(settings.idle());
        return Optional.empty();
    }

    /** Nothing comes, or not even an answer: stores what is due, and looks whether the stream should not be silent. */
    Optional<Stop> silence() throws InterruptedException {
        if (!draft.until(settings.flush()).isPositive()) {
            storing.flush();
        }
        if (orders.endedAt().isPresent() && clock.instant().isAfter(arrivedAt.plus(AFTER_END))) {
            return Optional.of(new Stop.Broken("the log of a container that has ended did not end"));
        }
        if (clock.instant().isBefore(nextCheck)) {
            return Optional.empty();
        }
        checks++;
        boolean likely = continuity.isRotationLikely();
        nextCheck = clock.instant().plus(settings.idle().multipliedBy(likely ? 1 : SELDOM));
        return likely || checks > 1 ? check() : Optional.empty();
    }

    private Optional<Stop> check() throws InterruptedException {
        Optional<Place> place = draft.place();
        try {
            return continuity.isOtherFile(place) ? rotated(place.get()) : sameFile(place.map(Place::last));
        } catch (Peek.Unseen e) {
            LOG.debug("whether more is there was not seen", e);
            return Optional.empty();
        }
    }

    private Optional<Stop> sameFile(Optional<Stamp> last) throws Peek.Unseen, InterruptedException {
        boolean all = peek.tail()
                .filter(tail -> last.isEmpty() || tail.isAfter(last.get()))
                .isEmpty();
        if (all && isSilentFor(SETTLED)) {
            continuity.confirmed();
        }
        return all || !isSilentFor(SETTLED) ? Optional.empty() : Optional.of(new Stop.Turned());
    }

    /**
     * The stream may still be giving the rest of the old file, which can be had from nowhere else. If the new file is
     * still empty, others who go on from here should know.
     */
    private Optional<Stop> rotated(Place place) throws Peek.Unseen, InterruptedException {
        if (!isSilentFor(SETTLED)) {
            return Optional.empty();
        }
        continuity.drained();
        storing.flush();
        if (!place.drained() && peek.tail().isEmpty()) {
            draft.afterItsFile();
            storing.note(place.afterItsFile());
        }
        continuity.confirmed();
        return place.drained() ? Optional.empty() : Optional.of(new Stop.Turned());
    }

    private boolean isSilentFor(int idleTimes) {
        return !clock.instant().isBefore(arrivedAt.plus(settings.idle().multipliedBy(idleTimes)));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void begin(Stamp at) {
        rest.begin(at);
        draft.begin(at);
    }

    @Override
    public void bytes(byte[] bytes, int start, int end) {
        if (rest.holds()) {
            rest.hold(bytes, start, end, isSilentFor(1));
        } else {
            draft.add(bytes, start, end);
        }
    }

    @Override
    public void end() {
        if (rest.holds()) {
            rest.holdEnd(isSilentFor(1));
        } else {
            draft.end();
        }
    }

    @Override
    public void found() {
        continuity.found();
    }

    @Override
    public void notFound(Stamp next) {
        from.flatMap(place -> continuity.mark(place.last(), next)).ifPresent(draft::mark);
    }
}
