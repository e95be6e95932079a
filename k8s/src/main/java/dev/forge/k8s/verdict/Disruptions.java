package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import io.fabric8.kubernetes.api.model.PodCondition;

/** What ended a pod from outside, in words. */
final class Disruptions {
    static final String REPEATED = "nothing: it is repeated, and costs no retry";

    private Disruptions() {}

    /** By Kubernetes itself, which says so in a condition. */
    static Failure of(PodView pod, PodCondition target) {
        String reason = target.getReason();
        return switch (reason) {
            case "PreemptionByScheduler" ->
                disrupted(
                        "its pod was preempted by one of a higher priority",
                        reason,
                        REPEATED + "; give the module a priorityClass that is not preempted, if that happens often");
            case "DeletionByTaintManager" ->
                disrupted(node(pod) + " was tainted: it does not answer, or is being emptied", reason, REPEATED);
            case "EvictionByEvictionAPI" ->
                disrupted(
                        "its pod was evicted: " + node(pod) + " is being drained, or somebody asked for it",
                        reason,
                        REPEATED);
            case "DeletionByPodGC" -> disrupted(node(pod) + " is gone", reason, REPEATED);
            case "TerminationByKubelet" -> byKubelet(pod, reason);
            default -> disrupted("Kubernetes ended its pod: " + said(target), reason, REPEATED);
        };
    }

    private static Failure byKubelet(PodView pod, String reason) {
        boolean evicted = pod.reason().filter("Evicted"::equals).isPresent();
        String why = pod.message().isEmpty() ? "" : ": " + Sentences.withoutStop(pod.message());
        return evicted
                ? evictedForTheNode(pod)
                : disrupted(
                        node(pod) + " ended its pod, as when it shuts down or runs out of something" + why,
                        pod.reason().orElse(reason),
                        REPEATED);
    }

    /** The node ran out of something, of which this pod may have used the least. */
    static Failure evictedForTheNode(PodView pod) {
        String why = pod.message().isEmpty() ? "" : ": " + Sentences.withoutStop(pod.message());
        return Failure.of(
                        Category.EVICTED,
                        "was evicted, since " + node(pod) + " ran out of something" + why,
                        REPEATED + "; ask for as much memory and ephemeralStorage as it uses, if that happens often")
                .withReason("Evicted");
    }

    static Failure deleted(PodView pod) {
        return Failure.of(
                Category.DISRUPTED,
                "its pod was deleted by others",
                REPEATED + "; find out who deletes pod " + pod.name());
    }

    /** Its node did not take it, or gave it up. */
    static Failure refused(PodView pod, String reason) {
        String why = pod.message().isEmpty() ? reason : Sentences.withoutStop(pod.message());
        return disrupted(node(pod) + " did not run its pod: " + why, reason, REPEATED);
    }

    static Failure outOfSight(PodView pod) {
        return disrupted(
                node(pod) + " lost sight of its container, so nobody saw how it ended",
                "ContainerStatusUnknown",
                REPEATED);
    }

    static Failure disrupted(String message, String reason, String remedy) {
        return Failure.of(Category.DISRUPTED, message, remedy).withReason(reason);
    }

    private static String node(PodView pod) {
        return pod.node().map(name -> "its node " + name).orElse("its node");
    }

    private static String said(PodCondition condition) {
        return condition.getMessage() == null ? condition.getReason() : Sentences.withoutStop(condition.getMessage());
    }
}
