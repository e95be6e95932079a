package dev.forge.k8s.logs;

import java.util.Optional;

/** Lets through what comes after a place, of a stream that begins with the place's second. */
final class Resumption implements StampedLines.Sink {
    /** What is told of the place. */
    interface Beyond extends StampedLines.Sink {
        /** The place was in the stream, which goes on from there without a gap. */
        void found();

        /** The place is not in the file any more; the first line that is there now follows. */
        void notFound(Stamp next);
    }

    private enum Going {
        UNDECIDED,
        COUNTING,
        BY_TIME,
        /** In the last line that one has, some of whose bytes one has. */
        IN_LAST_LINE,
        THROUGH
    }

    private final Optional<Place> place;
    private final Beyond beyond;
    private Going going = Going.UNDECIDED;
    private long left;

    Resumption(Optional<Place> place, Beyond beyond) {
        this.place = place;
        this.beyond = beyond;
    }

    @Override
    public void begin(Stamp at) {
        place.ifPresentOrElse(known -> begin(known, at), () -> going = Going.THROUGH);
        if (going == Going.THROUGH) {
            beyond.begin(at);
        }
    }

    private void begin(Place known, Stamp at) {
        switch (going) {
            case UNDECIDED -> decide(known, at);
            case COUNTING -> skip(known);
            case BY_TIME -> byTime(known, at);
            case IN_LAST_LINE -> going = Going.THROUGH;
            case THROUGH -> {
                // It stays so.
            }
        }
    }

    private void decide(Place known, Stamp at) {
        if (at.equals(known.first())) {
            going = Going.COUNTING;
            left = known.lines();
            skip(known);
        } else if (at.isAfter(known.last())) {
            going = Going.THROUGH;
            beyond.notFound(at);
        } else {
            // kubelet rotated the file within the second: of its lines only the later ones are still there.
            going = Going.BY_TIME;
            left = known.same();
            byTime(known, at);
        }
    }

    private void byTime(Place known, Stamp at) {
        if (at.equals(known.last())) {
            skip(known);
        } else if (at.isAfter(known.last())) {
            going = Going.THROUGH;
            if (left == known.same()) {
                beyond.notFound(at);
            } else {
                beyond.found();
            }
        }
    }

    /** Skips a line that one has. */
    private void skip(Place known) {
        left--;
        if (left == 0) {
            going = Going.IN_LAST_LINE;
            left = known.partial().orElse(Long.MAX_VALUE);
            beyond.found();
        }
    }

    @Override
    public void bytes(byte[] from, int start, int end) {
        if (going == Going.THROUGH) {
            beyond.bytes(from, start, end);
        } else if (going == Going.IN_LAST_LINE) {
            int skipped = (int) Math.min(left, end - start);
            left -= skipped;
            if (start + skipped < end) {
                beyond.bytes(from, start + skipped, end);
            }
        }
    }

    @Override
    public void end() {
        boolean unfinished =
                going == Going.IN_LAST_LINE && place.flatMap(Place::partial).isPresent();
        if (going == Going.THROUGH || unfinished) {
            beyond.end();
        }
    }
}
