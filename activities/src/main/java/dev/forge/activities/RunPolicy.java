package dev.forge.activities;

import dev.forge.contract.pipeline.Resources;
import java.time.Duration;

/**
 * What the platform decides for every run.
 *
 * @param transferImage the image of Source and Sink
 * @param transferTimeout running time of one attempt of Source or Sink
 * @param transferResources what Source and Sink ask of their node
 * @param disruptionLimit how many disrupted attempts of a step are repeated
 * @param heartbeatTimeout bounds how late a cancel arrives and how late a dead worker is noticed
 * @param keepWorkspace how long the workspace stays of a run that did not succeed or has no sink
 */
public record RunPolicy(
        String transferImage,
        Duration transferTimeout,
        Resources transferResources,
        int disruptionLimit,
        Duration heartbeatTimeout,
        Duration keepWorkspace) {
    /**
     * Six hours move a terabyte at 50 MB/s; five disruptions are a node pool replaced under a run; a week is long
     * enough to look at what failed on Friday.
     */
    public static final RunPolicy DEFAULT = new RunPolicy(
            "forge/transfer:1", Duration.ofHours(6), Resources.NONE, 5, Duration.ofSeconds(10), Duration.ofDays(7));

    public RunPolicy {
        if (disruptionLimit < 0) {
            throw new IllegalArgumentException("disruptionLimit must not be negative: " + disruptionLimit);
        }
        if (keepWorkspace.isNegative()) {
            throw new IllegalArgumentException("keepWorkspace must not be negative: " + keepWorkspace);
        }
    }
}
