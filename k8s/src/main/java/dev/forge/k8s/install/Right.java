package dev.forge.k8s.install;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A thing that a caller may or may not do.
 *
 * @param group the API group; empty for the core
 * @param resource in the plural, with its part: {@code pods/log}
 */
public record Right(String verb, String group, String resource) {
    /** To make a namespace, and to look whether one is there. */
    static final Right NEW_NAMESPACE = new Right("create", "", "namespaces");

    /** What an engine makes for itself in its namespace and removes again, beside what it does as a worker. */
    private static final Map<String, String> OF_ITS_PARTS = Map.of(
            "secrets", "create get list patch delete",
            "serviceaccounts", "create get list delete",
            "persistentvolumeclaims", "create list delete");

    /** The least with which an engine works in its namespace: what a worker there is granted, and its own parts. */
    public static List<Right> ofAnEngine(KubernetesClient client) {
        List<Right> rights = new ArrayList<>(WorkerRole.rights(client));
        OF_ITS_PARTS.forEach((resource, verbs) -> {
            for (String verb : verbs.split(" ", -1)) {
                rights.add(new Right(verb, "", resource));
            }
        });
        return List.copyOf(rights);
    }

    /** Those that the caller lacks in a namespace, which need not be there yet. */
    static List<Right> missing(List<Right> wanted, KubernetesClient client, String namespace) {
        // A question each, so side by side: a cluster far away answers in a tenth of a second.
        return wanted.parallelStream()
                .filter(right -> !right.isGranted(client, namespace))
                .toList();
    }

    boolean isGranted(KubernetesClient client, String namespace) {
        int slash = resource.indexOf('/');
        SelfSubjectAccessReview question = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withGroup(group)
                .withResource(slash < 0 ? resource : resource.substring(0, slash))
                .withSubresource(slash < 0 ? "" : resource.substring(slash + 1))
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(question)
                .getStatus()
                .getAllowed();
    }

    /** {@code create and get jobs.batch; list pods}. */
    static String text(List<Right> rights) {
        Map<String, List<String>> verbs = new LinkedHashMap<>();
        rights.forEach(right ->
                verbs.computeIfAbsent(right.named(), _ -> new ArrayList<>()).add(right.verb()));
        List<String> parts = new ArrayList<>();
        verbs.forEach((named, some) -> parts.add(String.join(", ", some) + " " + named));
        return String.join("; ", parts);
    }

    /** As kubectl writes it. */
    private String named() {
        return group.isEmpty() ? resource : resource + "." + group;
    }
}
