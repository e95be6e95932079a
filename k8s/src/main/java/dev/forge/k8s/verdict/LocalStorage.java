package dev.forge.k8s.verdict;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kubelet's evictions: for what the pod itself may not exceed, and for what its node has run out of. */
final class LocalStorage {
    private static final String RESOURCE = "ephemeral-storage";

    /** Of kubelet's sentences, those about the pod's own limits; the others begin with "The node was low on". */
    private static final Pattern OWN_LIMIT =
            Pattern.compile("exceeds the (total )?limit|exceeded its local ephemeral storage limit");

    private LocalStorage() {}

    /** Whether it has a limit for which kubelet evicts. */
    static boolean mayHaveEvicted(PodView pod) {
        boolean limited = pod.all().anyMatch(each -> each.limit(RESOURCE).isPresent());
        return limited
                || pod.pod().getSpec().getVolumes().stream()
                        .map(Volume::getEmptyDir)
                        .filter(Objects::nonNull)
                        .map(EmptyDirVolumeSource::getSizeLimit)
                        .anyMatch(Objects::nonNull);
    }

    /**
     * What kubelet says of its eviction. Where the container then exits 0, the pod is Succeeded and nothing in its status
     * tells of it: only the event does.
     */
    static Optional<String> eviction(Evidence evidence, PodView pod) {
        return pod.reason()
                .filter("Evicted"::equals)
                .map(_ -> pod.message())
                .or(() -> evidence.of(pod)
                        .latest("Evicted")
                        .filter(event -> isBeforeItsEnd(event, pod))
                        .map(EventView::message));
    }

    private static boolean isBeforeItsEnd(Event event, PodView pod) {
        return pod.finishedAt()
                .filter(end -> EventView.firstAt(event)
                        .filter(at -> at.isAfter(end.plus(PodOutcome.SKEW)))
                        .isPresent())
                .isEmpty();
    }

    static boolean isForItsOwnLimit(String message) {
        return OWN_LIMIT.matcher(message).find();
    }

    static Failure exceeded(String message) {
        return Failure.of(
                        Category.EVICTED,
                        "was evicted: " + Sentences.withoutStop(message),
                        "raise the limit (resources: {ephemeralStorage: …}, or sizeLimit of the volume), write less, or"
                                + " write to the workspace")
                .withReason("Evicted");
    }
}
