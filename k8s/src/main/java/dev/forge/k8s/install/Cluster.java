package dev.forge.k8s.install;

import io.fabric8.kubernetes.client.KubernetesClient;

/** A cluster that has answered. */
public final class Cluster implements AutoCloseable {
    private final KubernetesClient client;

    Cluster(KubernetesClient client) {
        this.client = client;
    }

    /** What an installation has in a namespace, or is to have. */
    public Installation installation(String name, String namespace) {
        return new Installation(client, name, namespace);
    }

    @Override
    public void close() {
        client.close();
    }
}
