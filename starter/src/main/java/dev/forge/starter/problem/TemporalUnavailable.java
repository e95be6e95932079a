package dev.forge.starter.problem;

/** Temporal does not answer, or not as it should; the same call may go through later. */
public final class TemporalUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A sentence for the caller.
     *
     * @param message what Temporal did instead of answering, without a final full stop
     */
    public TemporalUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
