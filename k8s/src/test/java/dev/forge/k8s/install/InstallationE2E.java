package dev.forge.k8s.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
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
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
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
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        io.fabric8.kubernetes.client.Config nobody = new io.fabric8.kubernetes.client.ConfigBuilder(
                        client.getConfiguration())
                .withImpersonateUsername("nobody")
                .build();
        try (KubernetesClient powerless = new io.fabric8.kubernetes.client.KubernetesClientBuilder()
                .withConfig(nobody)
                .build()) {
            assertThatThrownBy(() -> new Installation(powerless, "one", namespace).requireUsable())
                    .isInstanceOf(ClusterProblem.class)
                    .hasMessageContainingAll("You lack rights", "create", "jobs.batch", "pods/log", "--namespace");
        }
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
