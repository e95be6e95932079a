package dev.forge.e2e.k8s;

import dev.forge.k8s.install.HostSeenByPods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The real Kubernetes that the scenarios run on: named on purpose by {@code FORGE_TEST_KUBECONFIG} and
 * {@code FORGE_TEST_CONTEXT}, never whatever context is current.
 */
final class Cluster {
    private static final Cluster SHARED = new Cluster();

    private final Path kubeconfig = TestKubeconfig.ofEnvironment();
    private final KubernetesClient client;

    private Cluster() {
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    static Cluster shared() {
        return SHARED;
    }

    KubernetesClient client() {
        return client;
    }

    /** For programs: it knows this cluster alone. */
    Path kubeconfig() {
        return kubeconfig;
    }

    List<Pod> pods(String namespace) {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    /** By what name pods reach this machine, and where it must listen for them. */
    HostSeenByPods host() {
        String context = client.getConfiguration().getCurrentContext().getName();
        List<InetAddress> nodes = client.nodes().list().getItems().stream()
                .flatMap(node -> node.getStatus().getAddresses().stream())
                .filter(address -> address.getType().equals("InternalIP"))
                .map(address -> InetAddress.ofLiteral(address.getAddress()))
                .toList();
        return HostSeenByPods.found(context, nodes, HostSeenByPods.ownAddresses())
                .orElseThrow(() -> HostSeenByPods.unknown(context));
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
}
