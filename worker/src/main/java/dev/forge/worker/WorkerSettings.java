package dev.forge.worker;

import java.time.Duration;

/**
 * What a worker takes on.
 *
 * @param concurrentAttempts how many attempts it awaits at once
 * @param heartbeatInterval how often an attempt's heartbeat is sent: bounds how late a cancel is noticed
 */
public record WorkerSettings(int concurrentAttempts, Duration heartbeatInterval) {
    /** Waiting attempts cost a virtual thread each; one heartbeat in two seconds each is what Temporal bears easily. */
    public static final WorkerSettings DEFAULT = new WorkerSettings(5_000, Duration.ofSeconds(2));

    public WorkerSettings {
        if (concurrentAttempts < 1) {
            throw new IllegalArgumentException("concurrentAttempts must be positive: " + concurrentAttempts);
        }
        if (!heartbeatInterval.isPositive()) {
            throw new IllegalArgumentException("heartbeatInterval must be positive: " + heartbeatInterval);
        }
    }
}
