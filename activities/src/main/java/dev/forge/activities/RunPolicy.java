package dev.forge.activities;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.Resources;
import java.time.Duration;
import java.util.List;

/**
 * What the platform decides for every run.
 *
 * @param transferImage the image of Source and Sink
 * @param transferTimeout running time of one attempt of Source or Sink
 * @param transferResources what Source and Sink ask of their node
 * @param disruptionLimit how many disrupted attempts of a step are repeated
 * @param heartbeatTimeout bounds how late a cancel arrives and how late a dead worker is noticed; a second at least
 * @param heartbeatInterval how often a worker tells of each of a few open attempts: how late a cancel arrives. Of many it
 *     tells less often, at least twice in the timeout
 * @param keepWorkspace how long the workspace stays of a run that did not succeed or has no sink
 * @param webhooks that are told of every run's end, beside those that the run names itself
 */
public record RunPolicy(
        String transferImage,
        Duration transferTimeout,
        Resources transferResources,
        int disruptionLimit,
        Duration heartbeatTimeout,
        Duration heartbeatInterval,
        Duration keepWorkspace,
        List<NotificationTarget.Webhook> webhooks) {
    /** Twice the time after which a worker that is well tells of itself again; none at all would mean: never. */
    public static final Duration LEAST_HEARTBEAT_TIMEOUT = Heartbeat.PERIOD.multipliedBy(2);

    /**
     * Six hours move a terabyte at 50 MB/s; five disruptions are a node pool replaced under a run; a cancel should be
     * seen to do something after two seconds; a week is long enough to look at what failed on Friday.
     */
    public static final RunPolicy DEFAULT = new RunPolicy(
            "forge/transfer:1",
            Duration.ofHours(6),
            Resources.NONE,
            5,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofDays(7),
            List.of());

    public RunPolicy {
        webhooks = List.copyOf(webhooks);
        if (heartbeatTimeout.compareTo(LEAST_HEARTBEAT_TIMEOUT) < 0) {
            throw new IllegalArgumentException("heartbeatTimeout must be " + LEAST_HEARTBEAT_TIMEOUT.toSeconds()
                    + " s or more: " + heartbeatTimeout);
        }
        if (!heartbeatInterval.isPositive()) {
            throw new IllegalArgumentException("heartbeatInterval must be positive: " + heartbeatInterval);
        }
        if (!transferTimeout.isPositive()) {
            throw new IllegalArgumentException("transferTimeout must be positive: " + transferTimeout);
        }
        if (disruptionLimit < 0) {
            throw new IllegalArgumentException("disruptionLimit must not be negative: " + disruptionLimit);
        }
        if (keepWorkspace.isNegative()) {
            throw new IllegalArgumentException("keepWorkspace must not be negative: " + keepWorkspace);
        }
    }
}
