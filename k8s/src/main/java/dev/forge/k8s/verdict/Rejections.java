package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import java.util.Set;

/** What kubelet writes into a pod's status when it does not take the pod, or gives it up. */
final class Rejections {
    /** What the pod asks for is not allowed on that node, and will not be elsewhere. */
    private static final Set<String> ASKS_TOO_MUCH = Set.of("SysctlForbidden", "AppArmor", "PodOSNotSupported");

    private Rejections() {}

    /** Such as {@code OutOfcpu}, {@code NodeShutdown}, {@code UnexpectedAdmissionError}, {@code NodeLost}. */
    static Failure of(PodView pod, String reason) {
        return ASKS_TOO_MUCH.contains(reason)
                ? Failure.of(
                                Category.CONFIGURATION,
                                "is not allowed on its node: " + Sentences.withoutStop(pod.message()),
                                "take out of the module what it must not ask for, or have the node allow it")
                        .withReason(reason)
                : Disruptions.refused(pod, reason);
    }
}
