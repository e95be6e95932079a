package dev.forge.k8s.verdict;

import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.Judgement;
import dev.forge.runtime.EndingFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** An attempt whose one pod is there. */
final class SinglePod {
    private SinglePod() {}

    static Judgement judge(Evidence evidence, PodView pod) {
        if (pod.mainsHaveEnded() || pod.nothingRuns()) {
            return ended(evidence, pod);
        }
        if (isSuspendedByOthers(evidence)) {
            return SuspendedByOthers.giveUp(evidence.job().orElseThrow(), evidence.now());
        }
        if (pod.isBeingDeleted() || pod.disruption().isPresent()) {
            return new Judgement.Ending(Leaving.of(pod, evidence.now()));
        }
        if (evidence.job().filter(job -> !job.isBeingDeleted()).isEmpty()) {
            return new Judgement.Ending(withoutJob(pod, evidence.now()));
        }
        return pod.startedAt()
                .map(start -> fault(evidence, pod).map(Wait::pending).orElseGet(() -> running(evidence, start)))
                .orElseGet(() -> PendingPod.judge(evidence, pod));
    }

    private static Judgement ended(Evidence evidence, PodView pod) {
        StepOutcome outcome = PodOutcome.of(evidence, pod);
        if (outcome instanceof StepOutcome.Disrupted) {
            if (!pod.nothingRuns()) {
                return new Judgement.Ending(Leaving.of(pod, evidence.now()));
            }
            if (isSuspendedByOthers(evidence)) {
                return SuspendedByOthers.giveUp(evidence.job().orElseThrow(), evidence.now());
            }
        }
        return JobVerdict.ended(evidence, outcome);
    }

    /** Whoever resumes such a Job would start the attempt again: it has to be marked and ended for good. */
    private static boolean isSuspendedByOthers(Evidence evidence) {
        return evidence.job().filter(JobView::isSuspended).isPresent();
    }

    /** Of several containers, one may run while another can never start. */
    private static Optional<Wait> fault(Evidence evidence, PodView pod) {
        return ImageWait.fault(evidence, pod).or(() -> ContainerSettings.of(evidence, pod));
    }

    private static Judgement running(Evidence evidence, Instant startedAt) {
        Duration timeout = evidence.timeout();
        return new Judgement.Running(startedAt, startedAt.plus(timeout), EndingFailures.timedOut(timeout));
    }

    private static Waiting withoutJob(PodView pod, Instant now) {
        return new Waiting(
                "its Job was deleted by others, and its pod " + pod.name() + " is still there",
                pod.startedAt().or(pod::createdAt).orElse(now),
                Optional.empty(),
                Optional.of("kubectl delete pod " + pod.name() + " -n " + pod.namespace()
                        + ", if Kubernetes' garbage collector does not"));
    }
}
