package dev.forge.runtime;

/**
 * The place of a segment in its log.
 *
 * @param offset of its first byte, from 0
 * @param sequence how many segments are before it; several may begin at the same offset, since some have no bytes
 * @param length bytes
 */
public record LogExtent(long offset, int sequence, int length) {
    public LogExtent {
        if (offset < 0 || sequence < 0 || length < 0 || length > LogStore.LARGEST_SEGMENT) {
            throw new IllegalArgumentException(
                    "no segment has " + length + " bytes from " + offset + " as number " + sequence);
        }
    }

    /** The place of a log's first segment. */
    public static LogExtent first(int length) {
        return new LogExtent(0, 0, length);
    }

    /** The place of the segment that follows. */
    public LogExtent next(int nextLength) {
        return new LogExtent(end(), sequence + 1, nextLength);
    }

    /** The offset after its last byte. */
    public long end() {
        return offset + length;
    }
}
