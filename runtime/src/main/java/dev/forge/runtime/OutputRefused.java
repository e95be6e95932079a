package dev.forge.runtime;

/** An object store that takes no such object: the bucket is not there, or may not be written to. */
public final class OutputRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OutputRefused(String message) {
        super(message);
    }

    public OutputRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
