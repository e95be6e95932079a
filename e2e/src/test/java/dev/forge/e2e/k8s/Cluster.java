package dev.forge.e2e.k8s;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real Kubernetes that the scenarios run on: named on purpose by {@code FORGE_TEST_KUBECONFIG}, never whatever
 * context is current.
 */
final class Cluster {
    private static final Cluster SHARED = new Cluster();

    private final Path kubeconfig;
    private final KubernetesClient client;

    private Cluster() {
        kubeconfig = Path.of(named("FORGE_TEST_KUBECONFIG")
                .orElseThrow(() -> new IllegalStateException("These tests need a Kubernetes named on purpose:"
                        + " set FORGE_TEST_KUBECONFIG to the kubeconfig of a test cluster,"
                        + " or run ./forge test --cluster CONTEXT")));
        Config config = new ConfigBuilder(Config.fromKubeconfig(read(kubeconfig))).build();
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    static Cluster shared() {
        return SHARED;
    }

    KubernetesClient client() {
        return client;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    List<Pod> pods(String namespace) {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    /** Stops, starts or restarts a component of the control plane or the node; only the project's own test cluster can. */
    void component(String verb, String component) throws IOException, InterruptedException {
        String command = named("FORGE_TEST_CLUSTER")
                .orElseThrow(() -> new IllegalStateException("Tests that stop components need a cluster that can:"
                        + " set FORGE_TEST_CLUSTER to the command that stops and starts them"));
        Process process =
                new ProcessBuilder(command, verb, component).inheritIO().start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException(command + " " + verb + " " + component + " failed");
        }
    }

    static Optional<String> named(String variable) {
        return Optional.ofNullable(System.getenv(variable)).filter(value -> !value.isBlank());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("FORGE_TEST_KUBECONFIG names " + file + ", which cannot be read", e);
        }
    }
}
