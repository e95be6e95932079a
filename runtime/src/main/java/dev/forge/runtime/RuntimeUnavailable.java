package dev.forge.runtime;

/** The place where attempts run does not answer as it should; the same call may go through later. */
public final class RuntimeUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RuntimeUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
