package dev.forge.archive;

import dev.forge.contract.RunKey;
import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.LogExtent;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of segments. An object store lists keys in ascending order only, and what is asked for is always the last
 * segment or the last that begins at or before an offset: so the places are written as their distance from the
 * greatest number, and the first key of a listing is the answer, however long the log.
 */
record SegmentKeys(String prefix) {
    private static final Pattern SEGMENT = Pattern.compile("([0-7][0-9a-f]{15})-([0-7][0-9a-f]{7})");

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

    /**
     * The extent that a key of {@link #segment} tells of an object of that size; empty for what is no segment, such as the
     * part of one that a store keeps beside it while it is being written.
     */
    Optional<LogExtent> extent(AttemptId attempt, String key, long size) {
        Matcher places = SEGMENT.matcher(key.substring(log(attempt).length()));
        return places.matches()
                ? Optional.of(new LogExtent(
                        Long.MAX_VALUE - Long.parseLong(places.group(1), 16),
                        Integer.MAX_VALUE - Integer.parseInt(places.group(2), 16),
                        Math.toIntExact(size)))
                : Optional.empty();
    }
}
