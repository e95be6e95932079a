package dev.forge.k8s.verdict;

import dev.forge.k8s.MainContainers;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A pod as its verdict reads it.
 *
 * @param inits those that end before the main ones start
 * @param sidecars those that run beside them and never decide, an admission webhook's among them
 * @param mains those that decide, in the order of the pod's spec
 */
record PodView(Pod pod, List<ContainerView> inits, List<ContainerView> sidecars, List<ContainerView> mains) {
    /** What the API server writes where nobody said anything. */
    private static final long DEFAULT_GRACE = 30;

    static PodView of(Pod pod) {
        PodStatus status = Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
        List<ContainerView> inits = views(pod.getSpec().getInitContainers(), status.getInitContainerStatuses());
        List<ContainerView> containers = views(pod.getSpec().getContainers(), status.getContainerStatuses());
        List<String> deciding = MainContainers.of(pod);
        Predicate<ContainerView> decides = container -> deciding.contains(container.name());
        return new PodView(
                pod,
                inits.stream().filter(each -> !each.isSidecar()).toList(),
                Stream.concat(
                                inits.stream().filter(ContainerView::isSidecar),
                                containers.stream().filter(decides.negate()))
                        .toList(),
                containers.stream().filter(decides).toList());
    }

    private static List<ContainerView> views(List<Container> specs, List<ContainerStatus> statuses) {
        return specs.stream()
                .map(spec -> new ContainerView(
                        spec,
                        statuses.stream()
                                .filter(status -> status.getName().equals(spec.getName()))
                                .findFirst()))
                .toList();
    }

    String name() {
        return pod.getMetadata().getName();
    }

    String namespace() {
        return Optional.ofNullable(pod.getMetadata().getNamespace()).orElse("");
    }

    String uid() {
        return Optional.ofNullable(pod.getMetadata().getUid()).orElse("");
    }

    Optional<String> node() {
        return Optional.ofNullable(pod.getSpec().getNodeName()).filter(name -> !name.isBlank());
    }

    String phase() {
        return status(PodStatus::getPhase).orElse("Pending");
    }

    Optional<String> reason() {
        return status(PodStatus::getReason).filter(reason -> !reason.isBlank());
    }

    String message() {
        return status(PodStatus::getMessage).map(String::strip).orElse("");
    }

    Stream<ContainerView> all() {
        return Stream.of(inits, sidecars, mains).flatMap(List::stream);
    }

    /** Whose log and output are the attempt's: the module's, or the first that takes its place. */
    ContainerView module() {
        String first = MainContainers.of(pod).getFirst();
        return mains.stream()
                .filter(each -> each.name().equals(first))
                .findFirst()
                .orElse(mains.getFirst());
    }

    boolean mainsHaveEnded() {
        return mains.stream().allMatch(each -> each.terminated().isPresent());
    }

    /** Whether kubelet has said of everything in it that it does not run, and that nothing will. */
    boolean nothingRuns() {
        if (node().isEmpty() && isBeingDeleted()) {
            // The scheduler leaves it alone, so no kubelet ever gets it.
            return true;
        }
        boolean over = phase().equals("Succeeded") || phase().equals("Failed");
        return (over || mainsHaveEnded()) && all().noneMatch(ContainerView::isRunning);
    }

    /** Whether nothing runs, or only what kubelet ends of its own accord: sidecars once the main containers have ended. */
    boolean endsByItself() {
        return nothingRuns()
                || (mainsHaveEnded() && all().filter(ContainerView::isRunning).allMatch(ContainerView::isSidecar));
    }

    boolean isBeingDeleted() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    Optional<Instant> createdAt() {
        return Times.of(pod.getMetadata().getCreationTimestamp());
    }

    /** When kubelet took it, which its own deadline is counted from. */
    Optional<Instant> acceptedAt() {
        return status(PodStatus::getStartTime).flatMap(Times::of);
    }

    Optional<Instant> deadline() {
        return acceptedAt()
                .flatMap(from -> Optional.ofNullable(pod.getSpec().getActiveDeadlineSeconds())
                        .map(from::plusSeconds));
    }

    /** The first start of a main container. */
    Optional<Instant> startedAt() {
        return mains.stream()
                .map(ContainerView::startedAt)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** The last end of a main container. */
    Optional<Instant> finishedAt() {
        return mains.stream()
                .map(ContainerView::finishedAt)
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
    }

    Duration grace() {
        return Duration.ofSeconds(
                Objects.requireNonNullElse(pod.getSpec().getTerminationGracePeriodSeconds(), DEFAULT_GRACE));
    }

    Optional<Instant> deletionTimestamp() {
        return Times.of(pod.getMetadata().getDeletionTimestamp());
    }

    /**
     * When its deletion was asked for, as far as that can still be told: kubelet's own last deletion, and any second
     * one, replaces the first one's time, and shows by a shorter grace.
     */
    Optional<Instant> deletionAskedAt() {
        Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
        return grace != null && grace == grace().toSeconds()
                ? deletionTimestamp().map(end -> end.minus(grace()))
                : Optional.empty();
    }

    Optional<PodCondition> condition(String type) {
        return Optional.ofNullable(pod.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(each -> each.getType().equals(type))
                .findFirst();
    }

    /** Why Kubernetes itself takes the pod away. */
    Optional<PodCondition> disruption() {
        return condition("DisruptionTarget").filter(each -> "True".equals(each.getStatus()));
    }

    /** The claims that it mounts; the first is the workspace's. */
    List<String> claims() {
        return pod.getSpec().getVolumes().stream()
                .map(Volume::getPersistentVolumeClaim)
                .filter(Objects::nonNull)
                .map(PersistentVolumeClaimVolumeSource::getClaimName)
                .distinct()
                .toList();
    }

    private <T> Optional<T> status(Function<PodStatus, T> part) {
        return Optional.ofNullable(pod.getStatus()).map(part);
    }
}
