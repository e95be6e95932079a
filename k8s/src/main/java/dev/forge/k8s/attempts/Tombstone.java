package dev.forge.k8s.attempts;

import dev.forge.contract.step.StepOutcome;
import dev.forge.k8s.EndingMark;
import dev.forge.k8s.Names;
import dev.forge.runtime.EndingFailures;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A Job that only keeps the name of an attempt that was canceled before anybody launched it: whoever launches it after all
 * meets a Job that is there, and reads in its annotations how the attempt has ended. It never makes a pod and soon
 * finishes, so that Kubernetes itself removes it when its time is over. No run owns it: it would go with the run.
 */
final class Tombstone {
    /** Far longer than anything stalls a worker that goes on afterwards; without a pod, it costs next to nothing. */
    static final Duration LEAST = Duration.ofHours(1);

    /** A Job that is suspended makes no pods either, but never finishes, and so never expires. */
    static final int NO_PODS = 0;

    /** The shortest that Kubernetes takes. */
    static final long DEADLINE_SECONDS = 1;

    private Tombstone() {}

    /** How long those Jobs stay after their run that have no pod. */
    static Duration kept(Duration keepJobs) {
        return keepJobs.compareTo(LEAST) < 0 ? LEAST : keepJobs;
    }

    /** In place of an attempt's Job, which would be accepted or refused by the cluster for the same reasons. */
    static Job of(Job attempt, Instant now, Duration kept) {
        StepOutcome.Failed outcome = new StepOutcome.Failed(Optional.empty(), now, "", EndingFailures.canceled());
        return attempt.edit()
                .editMetadata()
                .addToAnnotations(Names.ENDING, Changes.json(new EndingMark(now, outcome.failure())))
                .addToAnnotations(Names.OUTCOME, Changes.json(outcome))
                .endMetadata()
                .editSpec()
                .withParallelism(NO_PODS)
                .withActiveDeadlineSeconds(DEADLINE_SECONDS)
                .withTtlSecondsAfterFinished((int) kept.toSeconds())
                .endSpec()
                .build();
    }
}
