package dev.forge.worker;

/**
 * What a worker takes on.
 *
 * @param concurrentAttempts how many attempts it awaits at once
 */
public record WorkerSettings(int concurrentAttempts) {
    /** Waiting attempts cost a virtual thread each, and no more heartbeats than a hundred do. */
    public static final WorkerSettings DEFAULT = new WorkerSettings(5_000);

    public WorkerSettings {
        if (concurrentAttempts < 1) {
            throw new IllegalArgumentException("concurrentAttempts must be positive: " + concurrentAttempts);
        }
    }
}
