package dev.forge.k8s.logs;

import dev.forge.k8s.MainContainers;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A pod as it was seen last, as far as its logs are concerned. */
record Sight(Pod pod) {
    /** The containers whose logs make the attempt's, the module's first; what others have put into the pod is not. */
    List<String> containers() {
        return MainContainers.of(pod).stream()
                .sorted(Comparator.comparing(name -> !name.equals(Names.MODULE_CONTAINER)))
                .toList();
    }

    PodLog log(String container) {
        return new PodLog(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), container);
    }

    /** When the container's process started, in whole seconds; empty: it has not, or nobody knows. */
    Optional<Instant> startedAt(String container) {
        return status(container)
                .map(found -> found.getState())
                .flatMap(state -> Optional.ofNullable(state.getRunning())
                        .map(running -> running.getStartedAt())
                        .or(() -> Optional.ofNullable(state.getTerminated()).map(over -> over.getStartedAt())))
                .filter(at -> !at.isEmpty())
                .map(Instant::parse);
    }

    /** When the container's process ended, in whole seconds; empty: as far as is known it has not. */
    Optional<Instant> finishedAt(String container) {
        return status(container)
                .map(found -> found.getState())
                .map(state -> state.getTerminated())
                .map(Sight::finishedAt);
    }

    private static Instant finishedAt(ContainerStateTerminated terminated) {
        String at = terminated.getFinishedAt();
        return at == null || at.isEmpty() ? Instant.EPOCH : Instant.parse(at);
    }

    /** Whether the container writes nothing any more, or never has. */
    boolean isOver(String container) {
        String phase = pod.getStatus().getPhase();
        return finishedAt(container).isPresent() || "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    /** Whether the container's process was ever seen. */
    boolean hasStarted(String container) {
        return status(container)
                .map(found -> found.getState())
                .filter(state -> state.getRunning() != null || state.getTerminated() != null)
                .isPresent();
    }

    private Optional<ContainerStatus> status(String container) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals(container))
                .findFirst();
    }
}
