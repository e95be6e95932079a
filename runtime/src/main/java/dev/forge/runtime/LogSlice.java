package dev.forge.runtime;

/** Some bytes of a log. */
public final class LogSlice {
    private final long from;
    private final byte[] bytes;
    private final boolean complete;

    /**
     * Some bytes of a log.
     *
     * @param complete whether the log ends with these bytes for good
     */
    public LogSlice(long from, byte[] bytes, boolean complete) {
        this.from = from;
        this.bytes = bytes.clone();
        this.complete = complete;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The offset to go on from. */
    public long next() {
        return from + bytes.length;
    }

    public boolean complete() {
        return complete;
    }
}
