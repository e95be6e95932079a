package dev.forge.k8s.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class InstallationE2E {
    private static final Map<String, String> KEY = Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b");

    private final String namespace = "install-" + UUID.randomUUID().toString().substring(0, 8);
    private final KubernetesClient client = cluster().client();
    private final Installation installation = new Installation(client, "one", namespace);

    @AfterEach
    void remove() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @Test
    void whatIsMadeTwiceIsThereOnceAndRemovedWithoutRest() throws Exception {
        assertThat(installation.install(Optional.empty(), KEY))
                .containsExactly(
                        "Namespace " + namespace,
                        "ServiceAccount forge-module",
                        "PersistentVolumeClaim forge-workspaces",
                        "Secret forge-s3");
        assertThat(client.namespaces().withName(namespace).get().getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");

        assertThat(installation.install(Optional.empty(), KEY)).isEmpty();

        assertThat(installation.remove())
                .containsExactly(
                        "Secret forge-s3",
                        "PersistentVolumeClaim forge-workspaces",
                        "ServiceAccount forge-module",
                        "Namespace " + namespace);
        assertThat(client.namespaces().withName(namespace).get()).isNull();
        assertThat(installation.remove()).isEmpty();
    }

    @Test
    void newCredentialsTakeThePlaceOfTheOld() {
        installation.install(Optional.empty(), KEY);

        installation.install(Optional.empty(), Map.of("AWS_ACCESS_KEY_ID", "c", "AWS_SECRET_ACCESS_KEY", "d"));

        Secret secret =
                client.secrets().inNamespace(namespace).withName("forge-s3").get();
        assertThat(secret.getData()).containsEntry("AWS_ACCESS_KEY_ID", "Yw==");
    }

    @Test
    void aNamespaceThatWasThereStaysAndWhatOthersPutThereToo() throws Exception {
        makeNamespace();
        client.resource(secret("mine")).create();

        installation.install(Optional.empty(), KEY);
        installation.remove();

        assertThat(client.namespaces().withName(namespace).get()).isNotNull();
        assertThat(client.secrets().inNamespace(namespace).list().getItems())
                .extracting(each -> each.getMetadata().getName())
                .containsExactly("mine");
    }

    @Test
    void aNamespaceOfOursInWhichOthersHaveSomethingStaysAndThatIsSaid() throws Exception {
        installation.install(Optional.empty(), KEY);
        client.resource(secret("theirs")).create();

        assertThat(installation.remove()).last().asString().contains("stays", "Secret theirs");
        assertThat(client.secrets().inNamespace(namespace).withName("theirs").get())
                .isNotNull();
    }

    @Test
    void twoInstallationsDoNotShareANamespace() {
        installation.install(Optional.empty(), KEY);
        Installation other = new Installation(client, "two", namespace);

        assertThatThrownBy(other::requireUsable)
                .isInstanceOf(ClusterProblem.class)
                .hasMessageContainingAll(namespace, "installation one", "--namespace");
    }

    @Test
    void whatTheCallerMayNotDoIsListed() {
        makeNamespace();
        try (KubernetesClient powerless = as("nobody")) {
            assertThatThrownBy(() -> new Installation(powerless, "one", namespace).requireUsable())
                    .isInstanceOf(ClusterProblem.class)
                    .hasMessageContainingAll("You lack rights", "create", "jobs.batch", "pods/log", "--namespace");
        }
    }

    @Test
    void whoeverHasTheRightsThatAreAskedForAndNoOthersInstallsAndRemoves() throws Exception {
        makeNamespace();
        try (KubernetesClient least = as("least")) {
            grant(least, Right.ofAnEngine(client));
            Installation theirs = new Installation(least, "one", namespace);

            theirs.requireUsable();
            assertThat(theirs.install(Optional.empty(), KEY))
                    .containsExactly(
                            "ServiceAccount forge-module", "PersistentVolumeClaim forge-workspaces", "Secret forge-s3");
            assertThat(theirs.install(Optional.empty(), KEY)).isEmpty();
            assertThat(theirs.latestRun()).isEmpty();
            assertThat(theirs.remove())
                    .containsExactly(
                            "Secret forge-s3", "PersistentVolumeClaim forge-workspaces", "ServiceAccount forge-module");
        }
    }

    /** Of those that the worker's Role has, the worker's own tests say so. */
    @Test
    void eachRightThatIsAskedForBesideTheWorkersIsNeeded() {
        makeNamespace();
        List<Right> all = Right.ofAnEngine(client);
        List<Right> workers = WorkerRole.rights(client);
        try (KubernetesClient less = as("less")) {
            Installation theirs = new Installation(less, "one", namespace);
            for (Right right : all) {
                if (!workers.contains(right)) {
                    grant(less, all.stream().filter(each -> !each.equals(right)).toList());

                    assertThatThrownBy(() -> installTwiceAndRemove(theirs))
                            .as("without %s", right)
                            .hasMessageContaining("cannot " + right.verb() + " resource \"" + right.resource());
                }
            }
        }
    }

    private static void installTwiceAndRemove(Installation installation) throws InterruptedException {
        installation.requireNoOther();
        installation.install(Optional.empty(), KEY);
        installation.install(Optional.empty(), KEY);
        installation.remove();
    }

    private KubernetesClient as(String user) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(client.getConfiguration())
                        .withImpersonateUsername(user)
                        .build())
                .build();
    }

    /** Lets a client do that here, and nothing else. */
    private void grant(KubernetesClient to, List<Right> rights) {
        String user = to.getConfiguration().getImpersonateUsername();
        RoleBuilder role = new RoleBuilder().withMetadata(named(user));
        rights.forEach(right -> role.addNewRule()
                .withApiGroups(right.group())
                .withResources(right.resource())
                .withVerbs(right.verb())
                .endRule());
        client.resource(role.build()).createOr(NonDeletingOperation::update);
        client.resource(new RoleBindingBuilder()
                        .withMetadata(named(user))
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", user)
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .createOr(NonDeletingOperation::update);
        List<Right> all = Right.ofAnEngine(client);
        // The API server learns of it a moment later.
        await().until(() -> Right.missing(all, to, namespace).size() == all.size() - rights.size());
    }

    private ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
    }

    private void makeNamespace() {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    private Secret secret(String name) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .build();
    }

    private static ClusterContext cluster() {
        String file = Optional.ofNullable(System.getenv("FORGE_TEST_KUBECONFIG"))
                .orElseThrow(() -> new AssertionError("Set FORGE_TEST_KUBECONFIG to the kubeconfig of a cluster for"
                        + " tests, or run ./forge test --cluster CONTEXT."));
        return ClusterContext.find(
                Optional.of(Path.of(file)), Optional.ofNullable(System.getenv("FORGE_TEST_CONTEXT")), Map.of());
    }
}
