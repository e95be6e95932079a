package dev.forge.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/** Which containers of a pod decide on its attempt; an admission webhook may have added others beside them. */
public final class MainContainers {
    private static final String BETWEEN = ",";

    private MainContainers() {}

    /** Their names; the first is the one whose log and output are the attempt's. */
    public static List<String> of(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getAnnotations())
                .flatMap(annotations -> Optional.ofNullable(annotations.get(Names.CONTAINERS)))
                .map(names -> List.of(names.split(BETWEEN, -1)))
                .orElseGet(() -> pod.getSpec().getContainers().stream()
                        .map(Container::getName)
                        .toList());
    }

    /** The value of {@link Names#CONTAINERS}. */
    public static String annotation(List<String> names) {
        return String.join(BETWEEN, names);
    }
}
