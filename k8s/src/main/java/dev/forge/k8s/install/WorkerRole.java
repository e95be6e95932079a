package dev.forge.k8s.install;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the Role of the manifests grants a worker: the only place that says what running attempts needs. */
final class WorkerRole {
    private static final String MANIFEST = "/manifests/roles.yaml";

    private WorkerRole() {}

    static List<Right> rights(KubernetesClient client) {
        try (InputStream yaml = Optional.ofNullable(WorkerRole.class.getResourceAsStream(MANIFEST))
                .orElseThrow(() -> new IllegalStateException(MANIFEST + " is not beside this class"))) {
            return client.load(yaml).items().stream()
                    .filter(Role.class::isInstance)
                    .map(Role.class::cast)
                    .flatMap(role -> role.getRules().stream())
                    .flatMap(WorkerRole::rights)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Right> rights(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> new Right(verb, group, resource))));
    }
}
