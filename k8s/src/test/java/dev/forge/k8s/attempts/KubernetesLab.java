package dev.forge.k8s.attempts;

import dev.forge.contract.step.Launched;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.TestCluster;
import dev.forge.k8s.logs.LogFollowing;
import dev.forge.k8s.logs.LogSettings;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.Lab;
import dev.forge.runtime.LogStore;
import dev.forge.runtime.MemoryLogStore;
import dev.forge.runtime.StoredLogs;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A namespace of a cluster; the workers that it gives are closed with it. */
final class KubernetesLab implements Lab, AutoCloseable {
    static final String INSTALLATION = "lab";

    private final TestCluster cluster;
    private final LogStore store = new MemoryLogStore();
    private final List<KubernetesRuntime> open = new CopyOnWriteArrayList<>();

    KubernetesLab(TestCluster cluster) {
        this.cluster = cluster;
    }

    static KubernetesSettings settings(TestCluster cluster, String installation) {
        return KubernetesSettings.of(
                        installation,
                        new KubernetesSettings.Namespace(cluster.namespace(), TestCluster.CLAIM, Optional.empty()),
                        KubernetesSettings.Images.of(TestCluster.IMAGE))
                .withGrace(Duration.ofSeconds(1));
    }

    @Override
    public JobRuntime runtime() {
        return runtime(settings(cluster, INSTALLATION));
    }

    KubernetesRuntime runtime(KubernetesSettings settings) {
        return runtime(settings, cluster.api());
    }

    KubernetesRuntime runtime(KubernetesSettings settings, KubernetesClient client) {
        return runtime(settings, client, Clock.systemUTC());
    }

    KubernetesRuntime runtime(KubernetesSettings settings, KubernetesClient client, Clock clock) {
        LogFollowing following = LogFollowing.open(client, store, LogSettings.DEFAULT, clock);
        KubernetesRuntime runtime = KubernetesRuntime.open(settings, client, following, clock);
        open.add(runtime);
        return runtime;
    }

    @Override
    public AttemptLogs logs() {
        return new StoredLogs(store);
    }

    @Override
    public String image() {
        return TestCluster.IMAGE;
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(2);
    }

    @Override
    public void lose(Launched attempt) {
        cluster.api()
                .batch()
                .v1()
                .jobs()
                .inNamespace(cluster.namespace())
                .withName(attempt.name())
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    @Override
    public void close() {
        open.forEach(KubernetesRuntime::close);
    }
}
