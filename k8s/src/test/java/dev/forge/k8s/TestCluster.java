package dev.forge.k8s;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The cluster that the tests were given, and a namespace of their own in it. */
public final class TestCluster implements AutoCloseable {
    public static final String IMAGE = "busybox:1.36";
    public static final String CLAIM = "workspaces";

    private final KubernetesClient client = client();
    private final String namespace;

    private TestCluster(String namespace) {
        this.namespace = namespace;
    }

    /** A new namespace with a claim of the default class. */
    public static TestCluster withNamespace(String purpose) {
        TestCluster cluster = new TestCluster(
                "forge-" + purpose + "-" + UUID.randomUUID().toString().substring(0, 8));
        cluster.client
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(cluster.namespace)
                        .endMetadata()
                        .build())
                .create();
        cluster.client
                .persistentVolumeClaims()
                .inNamespace(cluster.namespace)
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(CLAIM)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteMany")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
        return cluster;
    }

    static Path kubeconfig() {
        return Optional.ofNullable(System.getenv("FORGE_TEST_KUBECONFIG"))
                .map(Path::of)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "This test needs a Kubernetes: set FORGE_TEST_KUBECONFIG to"
                                        + " the path of a kubeconfig, and FORGE_TEST_CONTEXT if not its current context is meant"));
    }

    static Optional<String> context() {
        return Optional.ofNullable(System.getenv("FORGE_TEST_CONTEXT"));
    }

    static KubernetesClient client() {
        return Clients.of(kubeconfig(), context());
    }

    public KubernetesClient api() {
        return client;
    }

    public String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
