package dev.forge.e2e.k8s;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The worker's service account with its Role, as the manifests that ship have them, in a scenario's namespace. */
final class WorkerRights {
    private final KubernetesClient client = Cluster.shared().client();
    private final String namespace;
    private final Role role;
    private final ServiceAccount account;

    private WorkerRights(Space space) throws IOException {
        namespace = space.name();
        role = one(Role.class, "roles.yaml");
        account = one(ServiceAccount.class, "service-accounts.yaml");
    }

    static WorkerRights in(Space space) throws IOException {
        WorkerRights rights = new WorkerRights(space);
        RoleBinding binding = rights.one(RoleBinding.class, "roles.yaml");
        binding.getSubjects().forEach(subject -> subject.setNamespace(space.name()));
        for (HasMetadata each : List.of(rights.account, rights.role, binding)) {
            rights.client.resource(each).inNamespace(space.name()).create();
        }
        return rights;
    }

    private <T extends HasMetadata> T one(Class<T> kind, String manifest) throws IOException {
        try (InputStream yaml = Objects.requireNonNull(Role.class.getResourceAsStream("/manifests/" + manifest))) {
            return client.load(yaml).items().stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .filter(each -> "forge-worker".equals(each.getMetadata().getName()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What the Role grants, as {@code get pods/log}. */
    Set<String> granted() {
        return granted(role);
    }

    private static Set<String> granted(Role role) {
        Set<String> granted = new TreeSet<>();
        for (PolicyRule rule : role.getRules()) {
            rule.getResources()
                    .forEach(resource -> rule.getVerbs().forEach(verb -> granted.add(verb + " " + resource)));
        }
        return granted;
    }

    /** Takes rights away, each as {@code get pods/log}, until {@link #restore}. */
    void without(String... rights) {
        Role less = client.getKubernetesSerialization().clone(role);
        for (String right : rights) {
            String[] parts = right.split(" ", 2);
            less.getRules().stream()
                    .filter(rule -> rule.getResources().contains(parts[1]))
                    .forEach(rule -> rule.setVerbs(rule.getVerbs().stream()
                            .filter(verb -> !verb.equals(parts[0]))
                            .toList()));
        }
        less.getRules().removeIf(rule -> rule.getVerbs().isEmpty());
        put(less);
    }

    void restore() {
        put(client.getKubernetesSerialization().clone(role));
    }

    /** Returns once the API server acts upon it. */
    private void put(Role wanted) {
        client.resource(wanted).inNamespace(namespace).update();
        Set<String> rights = granted(wanted);
        await().until(() -> granted().stream().allMatch(right -> rights.contains(right) == isAllowed(right)));
    }

    private boolean isAllowed(String right) {
        String[] parts = right.split("[ /]", 3);
        return client.authorization()
                .v1()
                .subjectAccessReview()
                .create(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:" + namespace + ":"
                                + account.getMetadata().getName())
                        .withNewResourceAttributes()
                        .withNamespace(namespace)
                        .withVerb(parts[0])
                        .withGroup(parts[1].equals("jobs") ? "batch" : "")
                        .withResource(parts[1])
                        .withSubresource(parts.length > 2 ? parts[2] : "")
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed();
    }

    /** A kubeconfig with a token of the service account's, for the API server as it is found there. */
    Path kubeconfig(URI api) throws IOException {
        String token = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account.getMetadata().getName())
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        return Files.writeString(Files.createTempFile("forge-worker", ".kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: forge
                clusters: [{name: forge, cluster: {server: "%s"}}]
                users: [{name: forge, user: {token: "%s"}}]
                contexts: [{name: forge, context: {cluster: forge, user: forge}}]
                """.formatted(api, token));
    }
}
