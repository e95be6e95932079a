package dev.forge.e2e.k8s;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;

/** A component of the cluster that is down until this is closed; then the cluster is well again. */
final class Outage implements AutoCloseable {
    private static final Duration RECOVERS_WITHIN = Duration.ofMinutes(3);

    private final Cluster cluster = Cluster.shared();
    private final String component;
    private final Instant began = Instant.now();

    private Outage(String component) throws Exception {
        this.component = component;
        cluster.component("stop", component);
    }

    static Outage of(String component) throws Exception {
        return new Outage(component);
    }

    /** Waits until it has lasted for so long. */
    void hasLasted(Duration enough) {
        Awaitility.await()
                .atMost(enough.plusSeconds(10))
                .until(() -> !Instant.now().isBefore(began.plus(enough)));
    }

    @Override
    public void close() throws IOException {
        try {
            cluster.component("start", component);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(component + " may still be down", e);
        }
        awaitHealth();
    }

    /** Waits until the API server answers and each node says anew that it is ready. */
    static void awaitHealth() {
        KubernetesClient client = Cluster.shared().client();
        Awaitility.await()
                .atMost(RECOVERS_WITHIN)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptions()
                .until(() -> "ok".equals(client.raw("/readyz"))
                        && client.nodes().list().getItems().stream().allMatch(Outage::isReady));
    }

    private static boolean isReady(Node node) {
        return node.getStatus().getConditions().stream()
                .anyMatch(each -> "Ready".equals(each.getType()) && "True".equals(each.getStatus()));
    }
}
