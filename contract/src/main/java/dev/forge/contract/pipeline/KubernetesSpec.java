package dev.forge.contract.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a module asks of Kubernetes beyond what it asks of any place; ignored, and said to be, where there is none. Parts
 * that are Kubernetes' own types stay JSON here, in the words of its API ({@code v1.Container}, {@code v1.Toleration}).
 *
 * @param namespace where the run's Jobs are; empty: the platform's default
 * @param volumes {@code v1.Volume}s of the pod
 * @param volumeMounts {@code v1.VolumeMount}s of the module's container
 * @param initContainers {@code v1.Container}s that end before the module starts
 * @param sidecars {@code v1.Container}s that run beside the module and never decide
 * @param securityContext the {@code v1.SecurityContext} of the module's container
 * @param containers {@code v1.Container}s that take the place of the module's own; all must exit 0
 * @param keepJob how long the step's Jobs stay once their run is over; empty: as long as the platform says
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KubernetesSpec(
        Optional<String> namespace,
        Optional<String> serviceAccount,
        List<String> imagePullSecrets,
        Map<String, String> nodeSelector,
        List<JsonNode> tolerations,
        Optional<JsonNode> affinity,
        Optional<String> priorityClass,
        Optional<String> runtimeClass,
        List<JsonNode> volumes,
        List<JsonNode> volumeMounts,
        List<JsonNode> initContainers,
        List<JsonNode> sidecars,
        Optional<JsonNode> securityContext,
        List<JsonNode> containers,
        Optional<Duration> keepJob) {
    public static final KubernetesSpec NONE = new KubernetesSpec(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty());

    // What is empty is not written, since histories carry one for every attempt; so it may be missing when read.
    public KubernetesSpec {
        imagePullSecrets = list(imagePullSecrets);
        nodeSelector = nodeSelector == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(nodeSelector));
        tolerations = list(tolerations);
        affinity = written(affinity);
        volumes = list(volumes);
        volumeMounts = list(volumeMounts);
        initContainers = list(initContainers);
        sidecars = list(sidecars);
        securityContext = written(securityContext);
        containers = list(containers);
    }

    private static <T> List<T> list(@Nullable List<T> items) {
        return items == null ? List.of() : List.copyOf(items);
    }

    /** JSON's null is read as a node of its own, and an empty map says as much as none. */
    private static Optional<JsonNode> written(Optional<JsonNode> node) {
        return node.filter(it -> !it.isEmpty());
    }

    public KubernetesSpec withNamespace(Optional<String> other) {
        return with(other, containers, keepJob);
    }

    public KubernetesSpec withContainers(List<JsonNode> others) {
        return with(namespace, others, keepJob);
    }

    public KubernetesSpec withKeepJob(Optional<Duration> other) {
        return with(namespace, containers, other);
    }

    /** The same with every text of the containers' command, args and env passed through {@code change}. */
    public KubernetesSpec map(UnaryOperator<String> change) {
        return withContainers(containers.stream()
                .map(container -> ContainerText.map(container, change))
                .toList());
    }

    private KubernetesSpec with(
            Optional<String> otherNamespace, List<JsonNode> otherContainers, Optional<Duration> otherKeepJob) {
        return new KubernetesSpec(
                otherNamespace,
                serviceAccount,
                imagePullSecrets,
                nodeSelector,
                tolerations,
                affinity,
                priorityClass,
                runtimeClass,
                volumes,
                volumeMounts,
                initContainers,
                sidecars,
                securityContext,
                otherContainers,
                otherKeepJob);
    }
}
