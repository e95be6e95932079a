package dev.forge.starter.problem;

/** No worker does what only a worker can; the same call may go through later. */
public final class WorkerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A sentence for the caller.
     *
     * @param message what was seen of workers, without a final full stop
     */
    public WorkerUnavailable(String message) {
        // An expected answer, not a fault: nobody reads its stack.
        super(message, null, false, false);
    }
}
