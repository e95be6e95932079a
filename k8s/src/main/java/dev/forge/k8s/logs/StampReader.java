package dev.forge.k8s.logs;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/** Reads kubelet's time stamps: RFC 3339 with nine digits of a second, in the node's own time zone. */
final class StampReader {
    /** {@code 2026-11-21T07:40:42}; neighbours have it in common, so that its meaning is worked out once a second. */
    private static final int SECOND = 19;

    private static final int NANOS = 9;
    private static final int SHORTEST = SECOND + 1 + NANOS + 1;

    private byte[] known = new byte[0];
    private long knownSecond;

    Optional<Stamp> read(byte[] text, int length) {
        if (length < SHORTEST || text[SECOND] != '.') {
            return Optional.empty();
        }
        int nano = 0;
        for (int i = SECOND + 1; i <= SECOND + NANOS; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return Optional.empty();
            }
            nano = nano * 10 + text[i] - '0';
        }
        return isKnown(text, length) || learn(text, length)
                ? Optional.of(new Stamp(knownSecond, nano))
                : Optional.empty();
    }

    private boolean isKnown(byte[] text, int length) {
        return known.length == length
                && Arrays.equals(known, 0, SECOND, text, 0, SECOND)
                && Arrays.equals(known, SHORTEST - 1, length, text, SHORTEST - 1, length);
    }

    private boolean learn(byte[] text, int length) {
        try {
            knownSecond = OffsetDateTime.parse(new String(text, 0, length, StandardCharsets.US_ASCII))
                    .toEpochSecond();
            known = Arrays.copyOf(text, length);
            return true;
        } catch (DateTimeException _) {
            // Whoever asks goes on from there.
            return false;
        }
    }
}
