package dev.forge.k8s.logs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What was read of a container's log and is not stored yet, and where that ends. */
final class Draft {
    private static final byte[] FEED = {'\n'};

    private final Clock clock;
    private final String container;
    private final byte[] prefix;
    private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Optional<Place> place;
    /** Changes of the place by bytes of the line, put into it when somebody asks: for each byte a record would be much. */
    private long partial;

    private boolean inLine;
    private long length;
    private Instant oldest = Instant.MAX;

    /**
     * A draft that goes on from a place.
     *
     * @param prefix put before each line
     */
    Draft(String container, String prefix, Optional<Place> place, Clock clock) {
        this.container = container;
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.place = place;
        this.inLine = place.flatMap(Place::partial).isPresent();
        this.partial = place.flatMap(Place::partial).orElse(0L);
    }

    void begin(Stamp at) {
        // A line that kubelet's rotation has cut goes on under another stamp.
        if (!inLine) {
            write(prefix, 0, prefix.length);
        }
        place = Optional.of(place.map(known -> known.begun(at)).orElseGet(() -> Place.begin(container, at)));
        inLine = true;
        partial = 0;
    }

    void add(byte[] from, int start, int end) {
        write(from, start, end);
        partial += end - start;
    }

    void end() {
        write(FEED, 0, FEED.length);
        inLine = false;
    }

    /** A line of our own. */
    void mark(String text) {
        if (inLine) {
            write(FEED, 0, FEED.length);
        }
        write(prefix, 0, prefix.length);
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        write(line, 0, line.length);
        inLine = false;
    }

    /** The file of the last line was read to its end, and there is another. */
    void afterItsFile() {
        place = place.map(Place::afterItsFile);
    }

    /** Nothing is there of the container's log, and nothing comes. */
    void afterAll(Stamp at) {
        place = Optional.of(Place.afterAll(container, at));
    }

    private void write(byte[] from, int start, int end) {
        if (bytes.size() == 0) {
            oldest = clock.instant();
        }
        bytes.write(from, start, end - start);
        length += end - start;
    }

    /** Whether the last line has not ended. */
    boolean isInLine() {
        return inLine;
    }

    /** Bytes since the draft began, those that have been stored included. */
    long length() {
        return length;
    }

    /** Bytes that have not been stored. */
    int size() {
        return bytes.size();
    }

    /** How much longer what is here may wait to be stored. */
    Duration until(Duration flush) {
        return bytes.size() == 0 ? Duration.ofDays(1) : Duration.between(clock.instant(), oldest.plus(flush));
    }

    Optional<Place> place() {
        return place.map(known -> inLine ? known.inLine(partial) : known.atLineEnd());
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** So many of the first bytes that are here have been stored. */
    void stored(int count) {
        byte[] all = bytes.toByteArray();
        bytes = new ByteArrayOutputStream();
        bytes.write(all, count, all.length - count);
    }
}
