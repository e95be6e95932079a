package dev.forge.starter.range;

import java.util.Optional;

/** Which bytes of a text are wanted, before its length is known. */
public sealed interface ByteRange {
    /** What it is of a text of that length; empty where not a byte of it is there. */
    Optional<Excerpt> of(long length);

    /**
     * From a byte on.
     *
     * @param last may be beyond the end
     */
    record Between(long first, long last) implements ByteRange {
        @Override
        public Optional<Excerpt> of(long length) {
            return first < length
                    ? Optional.of(new Excerpt(first, Math.min(last, length - 1), length))
                    : Optional.empty();
        }
    }

    /**
     * The last ones.
     *
     * @param count may be more than there are
     */
    record Last(long count) implements ByteRange {
        @Override
        public Optional<Excerpt> of(long length) {
            return count > 0 && length > 0
                    ? Optional.of(new Excerpt(Math.max(0, length - count), length - 1, length))
                    : Optional.empty();
        }
    }
}
