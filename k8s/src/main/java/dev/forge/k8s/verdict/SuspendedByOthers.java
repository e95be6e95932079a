package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.WaitingLimits;
import java.time.Duration;
import java.time.Instant;

/** A Job that somebody suspended: Forge only suspends what it has marked. */
final class SuspendedByOthers {
    private SuspendedByOthers() {}

    /** It had begun, perhaps: it is ended for good and repeated, since another pod of it would be a second attempt. */
    static Judgement giveUp(JobView job, Instant now) {
        return new Wait(
                        "its Job " + job.name() + " was suspended by others",
                        since(job, now),
                        Duration.ZERO,
                        Failure.of(
                                        Category.DISRUPTED,
                                        "its Job was suspended by others, which ended its pod",
                                        Disruptions.REPEATED)
                                .withReason("JobSuspended"))
                .pending();
    }

    /** It was created so, by a queue that admits Jobs: nothing of it has begun. */
    static Judgement held(JobView job, WaitingLimits limits, Instant now) {
        return new Wait(
                        "its Job " + job.name() + " is suspended: a queue or a person holds it back",
                        since(job, now),
                        limits.quota(),
                        Failure.of(
                                        Category.QUOTA,
                                        "was held back by others, who suspended its Job",
                                        "ask who admits Jobs in namespace " + job.namespace())
                                .withReason("JobSuspended"),
                        "ask who admits Jobs in namespace " + job.namespace() + " to resume it")
                .pending();
    }

    private static Instant since(JobView job, Instant now) {
        return job.createdAt().orElse(now);
    }
}
