package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.runtime.EndingFailures;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How an attempt ended whose pod is there and will do nothing more that counts. */
record PodOutcome(Evidence evidence, PodView pod) {
    /**
     * An end and a request to end have the times of two machines, in whole seconds: an end counts as earlier only by
     * more than clocks that are kept in step can differ, and by what these are seen to differ beside.
     */
    static final Duration SKEW = Duration.ofSeconds(5);

    static StepOutcome of(Evidence evidence, PodView pod) {
        return new PodOutcome(evidence, pod).outcome();
    }

    /** The last 4096 bytes of its termination log. */
    static String output(ContainerView module) {
        return StartFailures.isOne(module) ? "" : module.endMessage();
    }

    private StepOutcome outcome() {
        Optional<String> eviction = LocalStorage.eviction(evidence, pod);
        if (pod.reason().filter("DeadlineExceeded"::equals).isPresent() || endedAtItsDeadline()) {
            return failed(deadline());
        }
        if (eviction.filter(LocalStorage::isForItsOwnLimit).isPresent()) {
            return failed(LocalStorage.exceeded(eviction.get()));
        }
        if (eviction.isPresent()) {
            return disrupted(Disruptions.evictedForTheNode(pod));
        }
        return fromOutside().map(this::disrupted).orElseGet(this::ownEnd);
    }

    /** Something that Kubernetes or a person did before the module had ended by itself. */
    private Optional<Failure> fromOutside() {
        Optional<PodCondition> target = pod.disruption().filter(this::isNotTooLate);
        if (target.isPresent()) {
            return target.map(why -> Disruptions.of(pod, why));
        }
        if (pod.isBeingDeleted() && !endedBefore(pod.deletionAskedAt())) {
            boolean withItsJob =
                    evidence.job().filter(job -> !job.isBeingDeleted()).isEmpty();
            return Optional.of(withItsJob ? NoPod.jobGone() : Disruptions.deleted(pod));
        }
        return pod.reason().map(reason -> Rejections.of(pod, reason)).filter(PodOutcome::isDisruption);
    }

    private static boolean isDisruption(Failure failure) {
        return failure.category() == Category.DISRUPTED;
    }

    /** An exit 0 is believed only where nothing at all speaks against it; a failure may have come first. */
    private boolean isNotTooLate(PodCondition target) {
        return ContainerFailures.first(pod).isEmpty() || !endedBefore(Times.of(target.getLastTransitionTime()));
    }

    private boolean endedBefore(Optional<Instant> request) {
        Duration lag = SKEW.plus(lagOfItsNode());
        return request.flatMap(
                        at -> pod.finishedAt().filter(end -> end.plus(lag).isBefore(at)))
                .isPresent();
    }

    /** Its node cannot have taken the pod before it was made: where the times say so, the node's clock is behind. */
    private Duration lagOfItsNode() {
        return pod.createdAt()
                .flatMap(made -> pod.acceptedAt().map(taken -> Duration.between(taken, made)))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    private StepOutcome ownEnd() {
        Optional<Failure> rejected = pod.reason().map(reason -> Rejections.of(pod, reason));
        Optional<ContainerView> first = ContainerFailures.first(pod);
        if (first.isPresent()) {
            Failure failure = ContainerFailures.of(pod, first.get());
            return failure.category() == Category.DISRUPTED ? disrupted(failure) : failed(failure);
        }
        if (rejected.isPresent()) {
            return failed(rejected.get());
        }
        return pod.mainsHaveEnded()
                ? new StepOutcome.Succeeded(pod.startedAt(), endedAt(), output(pod.module()))
                : disrupted(Disruptions.refused(pod, pod.phase()));
    }

    /** Of an end at the deadline itself, nobody can tell whether it was asked for. */
    private boolean endedAtItsDeadline() {
        return ContainerFailures.first(pod).isEmpty()
                && pod.mainsHaveEnded()
                && pod.deadline()
                        .filter(deadline -> pod.finishedAt()
                                .filter(end -> !end.isBefore(deadline))
                                .isPresent())
                        .isPresent();
    }

    private Failure deadline() {
        Failure failure = pod.startedAt().isPresent()
                ? EndingFailures.timedOut(evidence.timeout())
                : Failure.of(
                        Category.TIMEOUT,
                        "had not started when its pod's deadline was over",
                        "find out what it waited for: kubectl describe pod " + pod.name());
        return failure.withReason("DeadlineExceeded");
    }

    private StepOutcome failed(Failure failure) {
        return new StepOutcome.Failed(pod.startedAt(), endedAt(), output(pod.module()), withExitCode(failure));
    }

    private StepOutcome disrupted(Failure failure) {
        return new StepOutcome.Disrupted(pod.startedAt(), endedAt(), withExitCode(failure));
    }

    private Failure withExitCode(Failure failure) {
        return failure.exitCode().isPresent()
                ? failure
                : pod.module().exitCode().map(failure::withExitCode).orElse(failure);
    }

    /** Where no container says it, the last thing that is known of the pod; it must not change with the clock. */
    private Instant endedAt() {
        return pod.finishedAt()
                .or(() -> pod.inits().stream()
                        .flatMap(each -> each.finishedAt().stream())
                        .max(Instant::compareTo))
                .or(() -> pod.condition("Ready").flatMap(ready -> Times.of(ready.getLastTransitionTime())))
                .or(pod::deletionTimestamp)
                .or(pod::acceptedAt)
                .or(pod::createdAt)
                .orElse(evidence.now());
    }
}
