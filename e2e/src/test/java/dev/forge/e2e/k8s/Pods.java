package dev.forge.e2e.k8s;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Function;

/** By what pods are told apart. */
final class Pods {
    static final Function<Pod, String> UID = Pods::uid;

    private Pods() {}

    static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }
}
