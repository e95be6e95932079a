package dev.forge.k8s.logs;

import dev.forge.k8s.logs.LogStream.Next;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /** kubelet sees within a second that a container has ended. */
    private static final Duration AFTER_END = Duration.ofSeconds(10);

    private final Storing storing;
    private final Draft draft;
    private final Continuity continuity;
    private final RestOfLine rest;
    private final Silence silence;
    private final Tracked now;
    private final Orders orders;
    private final LogSettings settings;
    private final Turns turns;
    private final StampedLines lines;
    private final Optional<Place> from;
    private final Instant askedAt;
    private boolean anything;

    /** Whether the stream's file is known to be the one that the place is in, or the first. */
    private boolean located;

    Reading(Following of, Storing storing, Draft draft, Tracked now, Orders orders) {
        this.storing = storing;
        this.draft = draft;
        this.continuity = now.continuity();
        this.rest = new RestOfLine(draft, continuity);
        this.silence = new Silence(of, storing, draft, now);
        this.now = now;
        this.orders = orders;
        this.settings = of.settings();
        this.turns = of.turns();
        this.from = draft.place();
        this.lines = new StampedLines(new Resumption(from, this));
        this.askedAt = of.clock().instant();
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

    /** Whether the stream was of the file that the place is in, or of one that comes after it without a gap. */
    boolean isLocated() {
        return located;
    }

    /** Marks what may be missing at the end of a container's log, of which this stream had nothing more. */
    void conclude() throws InterruptedException {
        Optional<Place> place = draft.place();
        Instant end = now.exitedBy();
        if (place.isEmpty()) {
            now.beginning().markOfNothing(askedAt, end).ifPresent(mark -> {
                draft.mark(mark);
                draft.afterAll(Stamp.of(end));
            });
        } else if (!located) {
            continuity.mark(place.get().last(), Stamp.of(end)).ifPresent(draft::mark);
            draft.afterItsFile();
        }
        storing.flush();
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
        Duration wait = least(draft.until(settings.flush()), silence.untilCheck());
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
        now.lookBeside();
        for (ByteBuffer part : parts) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            long before = draft.length();
            boolean whole;
            try {
                whole = turns.take(() -> lines.accept(bytes, bytes.length));
            } catch (RestOfLine.Skipped skipped) {
                turned(skipped.at());
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
        silence.broken();
        return Optional.empty();
    }

    /** The stream has left its file, and skips another one that was opened. */
    private void turned(Stamp at) throws InterruptedException {
        if (!rest.keepBefore(continuity.swallowed(at, draft.place()))) {
            draft.mark(Gaps.endOfLineLost(at));
        }
        continuity.drained();
    }

    /** Nothing comes, or not even an answer: stores what is due, and looks whether the stream should not be silent. */
    Optional<Stop> silence() throws InterruptedException {
        now.lookBeside();
        if (!draft.until(settings.flush()).isPositive()) {
            storing.flush();
        }
        if (orders.endedAt().isPresent() && silence.exceeds(AFTER_END)) {
            return Optional.of(new Stop.Broken("the log of a container that has ended did not end"));
        }
        return silence.check(located);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void begin(Stamp at) {
        located = true;
        if (draft.place().isEmpty()) {
            now.beginning().mark(askedAt, at).ifPresent(draft::mark);
        }
        // What comes in the same breath comes after no silence.
        silence.broken();
        rest.begin(at);
        draft.begin(at);
    }

    @Override
    public void bytes(byte[] bytes, int start, int end) {
        if (rest.holds()) {
            rest.hold(bytes, start, end, silence.isFor(1));
        } else {
            draft.add(bytes, start, end);
        }
    }

    @Override
    public void end() {
        if (rest.holds()) {
            rest.holdEnd(silence.isFor(1));
        } else {
            draft.end();
        }
    }

    @Override
    public void found() {
        located = true;
        continuity.found();
    }

    @Override
    public void notFound(Stamp next) {
        from.flatMap(place -> continuity.mark(place.last(), next)).ifPresent(draft::mark);
    }
}
