package dev.forge.k8s.install;

import dev.forge.k8s.Clients;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.attempts.KubernetesRuntime;
import dev.forge.k8s.logs.LogFollowing;
import dev.forge.k8s.logs.LogSettings;
import dev.forge.k8s.logs.PodAttemptLogs;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.LogStore;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

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

    /** The cluster that this process runs in, by its service account. */
    public static Cluster around() {
        return new Cluster(Clients.inCluster());
    }

    /** Opens the place where attempts are Jobs; what they write goes to the store, which stays the caller's to close. */
    public Attempts attempts(KubernetesSettings settings, LogStore store, Clock clock) {
        LogFollowing following = LogFollowing.open(client, store, LogSettings.DEFAULT, clock);
        return new Attempts(
                KubernetesRuntime.open(settings, client, following, clock), new PodAttemptLogs(store, following));
    }

    @Override
    public void close() {
        client.close();
    }

    /** Attempts in a cluster, with their logs. */
    public record Attempts(KubernetesRuntime runtime, AttemptLogs logs) implements AutoCloseable {
        @Override
        public void close() {
            runtime.close();
        }
    }
}
