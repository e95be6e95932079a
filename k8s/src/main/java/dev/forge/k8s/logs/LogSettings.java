package dev.forge.k8s.logs;

import java.time.Duration;

/**
 * How logs are followed.
 *
 * @param flush how old a line may get before it is stored
 * @param segment bytes that are stored at once at most; a follower holds this much in memory
 * @param idle how long a stream says nothing before somebody looks whether it should have
 * @param patience how long the completion of a log waits for a store or a node that does not answer
 */
public record LogSettings(Duration flush, int segment, Duration idle, Duration patience) {
    /**
     * Two seconds are what somebody who reads along puts up with; kubelet itself looks for new lines every second, so
     * that after two a stream has told what it has; ten minutes are a store's restart or a node's, and a step's end
     * does not wait for them.
     */
    public static final LogSettings DEFAULT =
            new LogSettings(Duration.ofSeconds(2), 1024 * 1024, Duration.ofSeconds(2), Duration.ofMinutes(10));
}
