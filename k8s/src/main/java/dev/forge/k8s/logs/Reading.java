package dev.forge.k8s.logs;

import dev.forge.k8s.logs.LogStream.Next;
import dev.forge.runtime.LogSegment.Kind;
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

    /** A rotation comes within ten seconds of what made the file too large; five times two is that. */
    private static final int AFTER_ROTATION = 5;

    private static final int SELDOM = 30;

    /** kubelet sees within a second that a container has ended. */
    private static final Duration AFTER_END = Duration.ofSeconds(10);

    /** What is on its way arrives in that time. */
    private static final Duration ON_ITS_WAY = Duration.ofMillis(300);

    private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

    private final Chain chain;
    private final Draft draft;
    private final Continuity continuity;
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

    Reading(Following of, Chain chain, Draft draft, Continuity continuity, Peek peek, Orders orders) {
        this.chain = chain;
        this.draft = draft;
        this.continuity = continuity;
        this.peek = peek;
        this.orders = orders;
        this.settings = of.settings();
        this.turns = of.turns();
        this.clock = of.clock();
        this.from = draft.place();
        this.lines = new StampedLines(new Resumption(from, this));
        this.arrivedAt = clock.instant();
        this.nextCheck = arrivedAt.plus(settings.idle());
    }

    /** What all followers have in common. */
    record Following(LogSettings settings, Turns turns, Clock clock) {}

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
        flush();
        return stop.get();
    }

    private Optional<Stop> step(LogStream stream) throws InterruptedException {
        Duration wait = least(draft.until(settings.flush()), Duration.between(clock.instant(), nextCheck));
        return switch (stream.next(least(wait, settings.idle()))) {
            case Next.Bytes(var parts) -> take(parts);
            case Next.Silence() -> silence(Optional.of(stream));
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
            boolean whole = turns.take(() -> lines.accept(bytes, bytes.length));
            if (draft.length() > before) {
                continuity.read(bytes.length);
            }
            if (draft.size() >= settings.segment()
                    || draft.until(settings.flush()).isNegative()) {
                flush();
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
    Optional<Stop> silence(Optional<LogStream> stream) throws InterruptedException {
        if (!draft.until(settings.flush()).isPositive()) {
            flush();
        }
        if (orders.endedAt().isPresent() && clock.instant().isAfter(arrivedAt.plus(AFTER_END))) {
            return Optional.of(new Stop.Broken("the log of a container that has ended did not end"));
        }
        if (clock.instant().isBefore(nextCheck)) {
            return Optional.empty();
        }
        checks++;
        boolean likely = checks <= 2 && continuity.isRotationLikely();
        Optional<Stop> stop = likely || checks > 2 ? check(stream) : Optional.empty();
        nextCheck = clock.instant().plus(settings.idle().multipliedBy(checks == 1 ? AFTER_ROTATION : SELDOM));
        return stop;
    }

    private Optional<Stop> check(Optional<LogStream> stream) throws InterruptedException {
        Optional<Stamp> tail;
        try {
            tail = peek.tail();
        } catch (Peek.Unseen e) {
            LOG.debug("{}: whether more is there was not seen", stream, e);
            return Optional.empty();
        }
        Optional<Stamp> last = draft.place().map(Place::last);
        if (tail.isPresent() && last.filter(known -> !tail.get().isAfter(known)).isPresent()) {
            if (checks > 1) {
                continuity.confirmed();
            }
            return Optional.empty();
        }
        return tail.isPresent() ? behind(stream) : rotated();
    }

    /** There is more than the stream gives: on its way, or in a file that it does not turn to. */
    private Optional<Stop> behind(Optional<LogStream> stream) throws InterruptedException {
        if (stream.isPresent() && stream.get().next(ON_ITS_WAY) instanceof Next.Bytes(var parts)) {
            return take(parts);
        }
        continuity.drained();
        return Optional.of(new Stop.Turned());
    }

    /** The file is empty: kubelet has rotated it, and nothing came since. Others who go on from here should know. */
    private Optional<Stop> rotated() throws InterruptedException {
        Optional<Place> place = draft.place();
        if (place.isEmpty() || place.get().drained()) {
            return Optional.empty();
        }
        continuity.drained();
        flush();
        chain.append(Kind.NOTE, new byte[0], place.map(Place::afterItsFile), this::pause);
        return Optional.of(new Stop.Turned());
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    void flush() throws InterruptedException {
        if (draft.size() > 0) {
            Instant since = clock.instant();
            chain.append(Kind.BYTES, draft.bytes(), draft.place(), this::pause);
            continuity.waitedSince(since);
            draft.stored();
            orders.progressed();
        }
    }

    /** The store is away: kubelet goes on rotating meanwhile. */
    private void pause(int failures) throws InterruptedException {
        if (orders.isStopped()) {
            throw new Stopped();
        }
        continuity.look();
        orders.await(Follower.backoff(failures));
    }

    /** The follower has been told to stop and cannot store what it has; whoever goes on reads it again. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped() {
            super("stopped", null, false, false);
        }
    }

    @Override
    public void begin(Stamp at) {
        draft.begin(at);
    }

    @Override
    public void bytes(byte[] bytes, int start, int end) {
        draft.add(bytes, start, end);
    }

    @Override
    public void end() {
        draft.end();
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
