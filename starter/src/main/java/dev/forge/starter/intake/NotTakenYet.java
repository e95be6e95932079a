package dev.forge.starter.intake;

/** A message cannot be taken now, through no fault of its own: it is to be tried again, and its broker keeps it. */
public final class NotTakenYet extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A sentence for operators.
     *
     * @param message what keeps it, without a final full stop
     */
    public NotTakenYet(String message, Throwable cause) {
        super(message, cause);
    }

    public NotTakenYet(String message) {
        super(message);
    }
}
