package dev.forge.starter.range;

/**
 * A part of a text.
 *
 * @param first the offset of its first byte
 * @param last the offset of its last byte
 * @param length of the whole text, in bytes
 */
public record Excerpt(long first, long last, long length) {
    public Excerpt {
        if (first < 0 || first > last || last >= length) {
            throw new IllegalArgumentException("of " + length + " bytes none are those from " + first + " to " + last);
        }
    }

    /** How many there are. */
    public long bytes() {
        return last - first + 1;
    }
}
