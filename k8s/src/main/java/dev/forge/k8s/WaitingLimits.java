package dev.forge.k8s;

import java.time.Duration;

/**
 * How long an attempt may wait, by what it waits for. None of it counts as running time.
 *
 * @param pod for the Job controller to make the pod, no quota standing against it
 * @param quota while a quota has no room
 * @param scheduling for a node
 * @param volume for its volumes
 * @param image for the pull of an image that can be pulled
 * @param imageFault while the pull of an image fails for a reason that may pass (a registry that is away)
 */
public record WaitingLimits(
        Duration pod, Duration quota, Duration scheduling, Duration volume, Duration image, Duration imageFault) {
    /**
     * A cluster autoscaler brings a node in minutes, a quota waits for others' work, a 10 GB image takes minutes on a
     * slow line; a registry that fails for five minutes is not merely restarting.
     */
    public static final WaitingLimits DEFAULT = new WaitingLimits(
            Duration.ofMinutes(10),
            Duration.ofHours(24),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofMinutes(5));
}
