package dev.forge.starter.problem;

/** Of a range of bytes that was asked for, not one is there. */
public final class RangeNotSatisfiable extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long length;

    /**
     * Of a text of that length.
     *
     * @param length bytes
     */
    public RangeNotSatisfiable(long length) {
        // An expected answer, not a fault: nobody reads its stack.
        super("the range is beyond the end, at " + length + " bytes", null, false, false);
        this.length = length;
    }

    long length() {
        return length;
    }
}
