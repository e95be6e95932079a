package dev.forge.k8s.verdict;

import dev.forge.contract.step.Waiting;
import dev.forge.runtime.EndingWaits;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A pod that is being ended, and why it is not gone yet. */
final class Leaving {
    /** Kubelet kills at the end of the grace, and needs seconds to say so. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Leaving() {}

    static Waiting of(PodView pod, Instant now) {
        Instant since = since(pod, now);
        Optional<Instant> until = pod.deletionTimestamp();
        if (isStuck(pod, now)) {
            return stuck(pod, since);
        }
        String who = pod.disruption()
                .map(PodCondition::getReason)
                .map(reason -> " (" + reason + ")")
                .orElse("");
        return until.filter(end -> !now.isBefore(end))
                .map(end -> EndingWaits.killed(who, end, pod.grace()))
                .orElseGet(() -> EndingWaits.asked(who, since, pod.grace()));
    }

    /** A pod whose attempt has ended, but not all that runs beside it. */
    static Waiting beside(PodView pod, Instant now) {
        Instant since = since(pod, now);
        if (isStuck(pod, now)) {
            return stuck(pod, since);
        }
        List<String> running = pod.all()
                .filter(ContainerView::isRunning)
                .map(ContainerView::name)
                .toList();
        return new Waiting(
                running.isEmpty()
                        ? "has ended, but its pod " + pod.name() + " is still there"
                        : "has ended, and what runs beside it is being ended: " + String.join(", ", running),
                since,
                Optional.empty(),
                Optional.of(Waiting.onceUnusual("look at its pod: kubectl describe pod " + pod.name(), since, now)));
    }

    private static boolean isStuck(PodView pod, Instant now) {
        return pod.deletionTimestamp()
                .filter(end -> now.isAfter(end.plus(PATIENCE)))
                .isPresent();
    }

    private static Waiting stuck(PodView pod, Instant since) {
        String node = pod.node().orElse("");
        return new Waiting(
                "its pod " + pod.name() + " should be gone, but node " + node
                        + " has not said that its containers have ended",
                since,
                Optional.empty(),
                Optional.of("look at the node: kubectl describe node " + node
                        + "; if the machine is gone for good: kubectl delete node " + node));
    }

    private static Instant since(PodView pod, Instant now) {
        return pod.deletionAskedAt()
                .or(pod::deletionTimestamp)
                .or(() -> pod.disruption().flatMap(why -> Times.of(why.getLastTransitionTime())))
                .or(pod::finishedAt)
                .orElse(now);
    }
}
