package dev.forge.k8s.manifest;

import dev.forge.contract.pipeline.Resources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * As much as a pod may ask of its node, as Kubernetes reckons it: its containers and sidecars together, each init
 * container by itself.
 */
record MostAllowed(Resources most) {
    void check(PodSpec pod) {
        Amounts.of(most).forEach((resource, limit) -> check(pod, resource, limit));
    }

    private static void check(PodSpec pod, String resource, dev.forge.contract.pipeline.Quantity limit) {
        Stream<Container> sidecars = pod.getInitContainers().stream().filter(MostAllowed::isSidecar);
        check(Stream.concat(pod.getContainers().stream(), sidecars).toList(), resource, limit);
        pod.getInitContainers().stream()
                .filter(init -> !isSidecar(init))
                .forEach(init -> check(List.of(init), resource, limit));
    }

    private static void check(List<Container> together, String resource, dev.forge.contract.pipeline.Quantity limit) {
        List<Quantity> amounts = together.stream()
                .flatMap(container -> largest(container, resource).stream())
                .toList();
        BigDecimal sum = amounts.stream().map(Quantity::getNumericalAmount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.compareTo(limit.amount()) > 0) {
            String asked = amounts.stream().map(Quantity::toString).collect(Collectors.joining(" + "));
            throw Refusals.configuration(
                    Amounts.field(resource) + ": " + asked + " is more than the " + limit
                            + " that this platform allows a module",
                    "ask for at most " + limit + ", or have the platform's team raise the limit");
        }
    }

    private static boolean isSidecar(Container init) {
        return "Always".equals(init.getRestartPolicy());
    }

    private static Optional<Quantity> largest(Container container, String resource) {
        return Optional.ofNullable(container.getResources()).stream()
                .flatMap(MostAllowed::both)
                .flatMap(amounts -> Optional.ofNullable(amounts.get(resource)).stream())
                .max((one, other) -> one.getNumericalAmount().compareTo(other.getNumericalAmount()));
    }

    private static Stream<Map<String, Quantity>> both(ResourceRequirements requirements) {
        return Stream.of(
                Optional.ofNullable(requirements.getRequests()).orElse(Map.of()),
                Optional.ofNullable(requirements.getLimits()).orElse(Map.of()));
    }
}
