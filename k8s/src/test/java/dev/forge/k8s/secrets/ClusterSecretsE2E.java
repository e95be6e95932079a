package dev.forge.k8s.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSecretsE2E {
    private final String namespace = "secrets-" + UUID.randomUUID().toString().substring(0, 8);
    private Path kubeconfig;
    private KubernetesClient client;

    @BeforeEach
    void aNamespace() {
        String named = System.getenv("FORGE_TEST_KUBECONFIG");
        assertThat(named)
                .as("set FORGE_TEST_KUBECONFIG to the kubeconfig of a cluster for tests")
                .isNotBlank();
        kubeconfig = Path.of(named);
        Config config = Config.fromKubeconfig(System.getenv("FORGE_TEST_CONTEXT"), kubeconfig.toFile());
        client = new KubernetesClientBuilder().withConfig(config).build();
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    @AfterEach
    void noNamespace() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }

    @Test
    void aSecretIsMadeAndMadeAnew() {
        try (ClusterSecrets secrets = open(namespace)) {
            secrets.put(SecretSpec.variables("s", Map.of("A", "1", "B", "2")));
            secrets.put(SecretSpec.variables("s", Map.of("A", "3")));

            assertThat(there("s").getData()).isEqualTo(Map.of("A", encoded("3")));
            assertThat(there("s").getMetadata().getLabels()).containsEntry("app.kubernetes.io/managed-by", "forge");
        }
    }

    @Test
    void aSecretMayChangeItsType() {
        try (ClusterSecrets secrets = open(namespace)) {
            secrets.put(SecretSpec.variables("s", Map.of("A", "1")));
            secrets.put(SecretSpec.pull("s", "{\"auths\": {}}"));

            assertThat(there("s").getType()).isEqualTo("kubernetes.io/dockerconfigjson");
        }
    }

    @Test
    void aSecretOfSomebodyElseIsLeftAlone() {
        client.resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("s")
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToData("A", encoded("theirs"))
                        .build())
                .create();
        try (ClusterSecrets secrets = open(namespace)) {
            assertThatThrownBy(() -> secrets.put(SecretSpec.variables("s", Map.of("A", "ours"))))
                    .isInstanceOf(SecretProblem.class)
                    .hasMessageContaining("that Forge has not made")
                    .hasMessageContaining("--name");
        }
        assertThat(there("s").getData()).isEqualTo(Map.of("A", encoded("theirs")));
    }

    @Test
    void aNamespaceThatIsNotThereIsNamed() {
        try (ClusterSecrets secrets = open("no-such-namespace")) {
            assertThatThrownBy(() -> secrets.put(SecretSpec.variables("s", Map.of("A", "hush"))))
                    .isInstanceOf(SecretProblem.class)
                    .hasMessageContaining("no namespace no-such-namespace")
                    .hasMessageNotContaining("hush");
        }
    }

    @Test
    void aContextThatIsNotThereIsNotAnotherCluster() {
        assertThatThrownBy(() -> ClusterSecrets.open(Optional.of(kubeconfig), Optional.of("no-such"), namespace))
                .isInstanceOf(SecretProblem.class)
                .hasMessageContaining("no context no-such");
    }

    @Test
    void aClusterThatDoesNotAnswerIsAway(@TempDir Path folder) throws Exception {
        Path nowhere = Files.writeString(folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: nowhere
                clusters: [{name: nowhere, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: nobody, user: {token: none}}]
                contexts: [{name: nowhere, context: {cluster: nowhere, user: nobody}}]
                """);
        try (ClusterSecrets secrets = ClusterSecrets.open(Optional.of(nowhere), Optional.empty(), namespace)) {
            assertThatThrownBy(() -> secrets.put(SecretSpec.variables("s", Map.of("A", "1"))))
                    .isInstanceOfSatisfying(
                            SecretProblem.class,
                            problem -> assertThat(problem.isAway()).isTrue())
                    .hasMessageContaining("does not answer");
        }
    }

    private ClusterSecrets open(String where) {
        return ClusterSecrets.open(
                Optional.of(kubeconfig), Optional.ofNullable(System.getenv("FORGE_TEST_CONTEXT")), where);
    }

    private Secret there(String name) {
        return client.secrets().inNamespace(namespace).withName(name).get();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
