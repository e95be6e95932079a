package dev.forge.k8s.attempts;

import dev.forge.contract.step.Launched;
import dev.forge.k8s.MainContainers;
import dev.forge.k8s.Names;
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

    /** The Job that made it, whether that is still there or not. */
    static Optional<Launched> job(Pod pod) {
        return Annotations.label(pod, Names.JOB_NAME)
                .flatMap(name -> Annotations.label(pod, Names.JOB_UID).map(uid -> new Launched(name, uid)));
    }

    static boolean isBeingDeleted(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getDeletionTimestamp()).isPresent();
    }

    /** Whether it may run, and nobody has asked it to end yet. */
    static boolean isToBeAsked(Pod pod) {
        return !isBeingDeleted(pod) && !isOver(pod);
    }

    /** Whether all that decides on its attempt has ended, and so writes no more log. */
    static boolean hasEnded(Pod pod) {
        return isOver(pod)
                || MainContainers.of(pod).stream()
                        .allMatch(name -> status(pod, name)
                                .map(ContainerStatus::getState)
                                .flatMap(Pods::terminated)
                                .isPresent());
    }

    private static boolean isOver(Pod pod) {
        return OVER.contains(String.valueOf(pod.getStatus().getPhase()));
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
        return status(pod, MainContainers.of(pod).getFirst());
    }

    private static Optional<ContainerStatus> status(Pod pod, String name) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst();
    }
}
