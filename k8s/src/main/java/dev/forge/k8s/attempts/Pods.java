package dev.forge.k8s.attempts;

import dev.forge.k8s.MainContainers;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the runtime itself needs to know of a pod; all else is the verdict's. */
final class Pods {
    private static final Set<String> OVER = Set.of("Succeeded", "Failed");

    private Pods() {}

    static boolean isBeingDeleted(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getDeletionTimestamp()).isPresent();
    }

    /** Whether it may run, and nobody has asked it to end yet. */
    static boolean isToBeAsked(Pod pod) {
        return !isBeingDeleted(pod)
                && !OVER.contains(String.valueOf(pod.getStatus().getPhase()));
    }

    /** Whether there is, or was, a process whose log can be read. */
    static boolean hasStarted(Pod pod) {
        return module(pod)
                .map(ContainerStatus::getState)
                .filter(state -> Optional.ofNullable(state.getRunning()).isPresent()
                        || terminated(state).isPresent())
                .isPresent();
    }

    static Optional<Instant> endedAt(Pod pod) {
        return module(pod)
                .map(ContainerStatus::getState)
                .flatMap(Pods::terminated)
                .flatMap(end -> Optional.ofNullable(end.getFinishedAt()))
                .map(Instant::parse);
    }

    static List<String> claims(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .flatMap(volume -> Optional.ofNullable(volume.getPersistentVolumeClaim()).stream())
                .map(PersistentVolumeClaimVolumeSource::getClaimName)
                .toList();
    }

    private static Optional<ContainerStateTerminated> terminated(ContainerState state) {
        return Optional.ofNullable(state.getTerminated());
    }

    private static Optional<ContainerStatus> module(Pod pod) {
        String name = MainContainers.of(pod).getFirst();
        return pod.getStatus().getContainerStatuses().stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst();
    }
}
