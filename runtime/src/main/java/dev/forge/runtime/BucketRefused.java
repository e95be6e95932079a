package dev.forge.runtime;

/** A bucket that is not listed now. Its message says why, for whoever watches it. */
public final class BucketRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String remedy;

    public BucketRefused(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    public BucketRefused(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
