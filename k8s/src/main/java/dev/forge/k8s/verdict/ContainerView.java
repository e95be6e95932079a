package dev.forge.k8s.verdict;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One container of a pod: what was asked for, and what kubelet says of it. */
record ContainerView(Container spec, Optional<ContainerStatus> status) {
    String name() {
        return spec.getName();
    }

    String image() {
        return Optional.ofNullable(spec.getImage()).orElse("");
    }

    /** The first word of its command, as far as the pod says it; else its image has it. */
    String program() {
        List<String> command = spec.getCommand();
        return command == null || command.isEmpty() ? "the image's command" : command.getFirst();
    }

    boolean isModule() {
        return name().equals(Names.MODULE_CONTAINER);
    }

    /** Only an init container with this policy runs beside the others. */
    boolean isSidecar() {
        return "Always".equals(spec.getRestartPolicy());
    }

    Optional<ContainerStateTerminated> terminated() {
        return state().map(ContainerState::getTerminated);
    }

    Optional<ContainerStateWaiting> waiting() {
        return state().map(ContainerState::getWaiting);
    }

    boolean isRunning() {
        return running().isPresent();
    }

    boolean hasFailed() {
        return terminated().filter(end -> end.getExitCode() != 0).isPresent();
    }

    Optional<Instant> startedAt() {
        Optional<Instant> running = running().flatMap(now -> Times.of(now.getStartedAt()));
        return running.or(() -> terminated().flatMap(end -> Times.of(end.getStartedAt())));
    }

    Optional<Instant> finishedAt() {
        return terminated().flatMap(end -> Times.of(end.getFinishedAt()));
    }

    /** Empty too where kubelet did not find it any more: the code is then one of kubelet's choice. */
    Optional<Integer> exitCode() {
        return isOutOfSight() ? Optional.empty() : terminated().map(ContainerStateTerminated::getExitCode);
    }

    /** Of the last time that it ended, for one that is started again and again. */
    Optional<Integer> lastExitCode() {
        return exitCode()
                .or(() -> status.map(ContainerStatus::getLastState)
                        .map(ContainerState::getTerminated)
                        .map(ContainerStateTerminated::getExitCode));
    }

    boolean isOutOfSight() {
        return endReason().filter("ContainerStatusUnknown"::equals).isPresent();
    }

    /** Kubelet's word for how it ended; empty where it has none, or only says that it ended. */
    Optional<String> endReason() {
        return terminated()
                .map(ContainerStateTerminated::getReason)
                .filter(reason -> !reason.equals("Error") && !reason.equals("Completed"));
    }

    /** What stands in its termination log, or why it could not be started. */
    String endMessage() {
        return terminated().map(ContainerStateTerminated::getMessage).orElse("");
    }

    String waitingReason() {
        return waiting().map(ContainerStateWaiting::getReason).orElse("");
    }

    String waitingMessage() {
        return waiting().map(ContainerStateWaiting::getMessage).orElse("");
    }

    /** A limit of its own, such as memory. */
    Optional<Quantity> limit(String resource) {
        return Optional.ofNullable(spec.getResources())
                .map(ResourceRequirements::getLimits)
                .map((Map<String, Quantity> limits) -> limits.get(resource));
    }

    private Optional<ContainerState> state() {
        return status.map(ContainerStatus::getState);
    }

    private Optional<ContainerStateRunning> running() {
        return state().map(ContainerState::getRunning);
    }
}
