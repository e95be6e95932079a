package dev.forge.runtime;

/**
 * A part of an attempt's log, as it is kept.
 *
 * @param holder who wrote it; another at each time that somebody begins to follow the log
 * @param place where the log's source goes on after it, in the writer's own words: at most {@link #LONGEST_PLACE}
 *     printable ASCII characters
 */
public record LogSegment(LogExtent extent, Kind kind, String holder, String place) {
    /** S3 takes 2 KB of metadata with an object. */
    public static final int LONGEST_PLACE = 1024;

    /** What a segment is for. */
    public enum Kind {
        /** It holds bytes of the log. */
        BYTES,
        /** It only says where the source goes on. */
        NOTE,
        /** The log ends here for good. */
        END
    }

    public LogSegment {
        if (extent.length() > 0 != (kind == Kind.BYTES)) {
            throw new IllegalArgumentException("a segment of kind " + kind + " has no " + extent.length() + " bytes");
        }
        if (place.length() > LONGEST_PLACE
                || !place.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw new IllegalArgumentException(
                    "a place is printable ASCII of at most " + LONGEST_PLACE + " characters");
        }
    }

    public long end() {
        return extent.end();
    }

    public boolean ends() {
        return kind == Kind.END;
    }
}
