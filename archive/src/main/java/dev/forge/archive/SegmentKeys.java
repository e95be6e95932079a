package dev.forge.archive;

import dev.forge.contract.RunKey;
import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogExtent;
import java.util.Locale;

/**
 * The keys of segments. An object store lists keys in ascending order only, and what is asked for is always the last
 * segment or the last that begins at or before an offset: so the places are written as their distance from the
 * greatest number, and the first key of a listing is the answer, however long the log.
 */
record SegmentKeys(String prefix) {
    private static final int OFFSET_DIGITS = 16;
    private static final int SEQUENCE_DIGITS = 8;

    String log(AttemptId attempt) {
        return prefix + "logs/" + RunKey.of(attempt.runId()) + "/" + attempt.name() + "/";
    }

    String segment(AttemptId attempt, LogExtent extent) {
        return log(attempt)
                + offset(extent.offset())
                + "-"
                + String.format(Locale.ROOT, "%08x", Integer.MAX_VALUE - extent.sequence());
    }

    /** The greatest text that is less than the keys of all segments which begin at an offset or before it. */
    String before(AttemptId attempt, long offset) {
        return log(attempt) + offset(offset);
    }

    private static String offset(long offset) {
        return String.format(Locale.ROOT, "%016x", Long.MAX_VALUE - offset);
    }

    /** The extent that a key of {@link #segment} tells of an object of that size. */
    LogExtent extent(AttemptId attempt, String key, long size) {
        int start = log(attempt).length();
        int dash = start + OFFSET_DIGITS;
        if (key.length() != dash + 1 + SEQUENCE_DIGITS) {
            throw new IllegalStateException(
                    "The object " + key + " is no segment of a log: remove it, the folder is Forge's alone.");
        }
        return new LogExtent(
                Long.MAX_VALUE - Long.parseLong(key.substring(start, dash), 16),
                Integer.MAX_VALUE - Integer.parseInt(key.substring(dash + 1), 16),
                Math.toIntExact(size));
    }
}
