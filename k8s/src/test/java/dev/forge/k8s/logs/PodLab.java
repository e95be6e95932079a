package dev.forge.k8s.logs;

import static dev.forge.k8s.logs.Kept.NOBODY;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.AttemptId;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A namespace of the test cluster, and pods in it whose logs are followed as the runtime does it. */
final class PodLab implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final KubernetesClient client;
    private final String namespace = "logs-" + UUID.randomUUID().toString().substring(0, 8);

    private PodLab(KubernetesClient client) {
        this.client = client;
    }

    static PodLab open() {
        String file = System.getenv("FORGE_TEST_KUBECONFIG");
        if (file == null) {
            throw new IllegalStateException("These tests need a cluster that is made for tests: set"
                    + " FORGE_TEST_KUBECONFIG to its kubeconfig, and FORGE_TEST_CONTEXT if it has several contexts.");
        }
        String context = System.getenv("FORGE_TEST_CONTEXT");
        Config config = context == null
                ? Config.fromKubeconfig(new File(file))
                : Config.fromKubeconfig(context, new File(file));
        PodLab lab = new PodLab(new KubernetesClientBuilder().withConfig(config).build());
        lab.client
                .namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(lab.namespace)
                        .endMetadata()
                        .build())
                .create();
        // Made by a controller a moment later; until then the API server takes no pods there.
        lab.client
                .serviceAccounts()
                .inNamespace(lab.namespace)
                .withName("default")
                .waitUntilCondition(Objects::nonNull, 1, TimeUnit.MINUTES);
        return lab;
    }

    KubernetesClient client() {
        return client;
    }

    /** Starts a pod whose module runs a shell script. */
    Pod start(AttemptId attempt, String script) {
        return start(builder(attempt, script).build());
    }

    Pod start(Pod pod) {
        return client.pods().inNamespace(namespace).resource(pod).create();
    }

    static PodBuilder builder(AttemptId attempt, String script) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(attempt.name())
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(1L)
                .addNewContainer()
                .withName(Names.MODULE_CONTAINER)
                .withImage("busybox:1.36")
                .withImagePullPolicy("IfNotPresent")
                .withCommand("sh", "-c", script)
                .endContainer()
                .endSpec();
    }

    Pod now(Pod pod) {
        return client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .get();
    }

    Instant startedAt(Pod pod) {
        return new Sight(now(pod)).startedAt(Names.MODULE_CONTAINER).orElseThrow();
    }

    /** What kubelet's file of a container begins with now. */
    String beginning(Pod pod, String container) {
        return client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .inContainer(container)
                .limitBytes(8)
                .getLog();
    }

    void delete(Pod pod) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .delete();
    }

    /** The pod as soon as its module runs, or has ended. */
    Pod started(Pod pod) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> new Sight(now(pod)).hasStarted(Names.MODULE_CONTAINER));
        return now(pod);
    }

    Pod ended(Pod pod) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() ->
                        new Sight(now(pod)).finishedAt(Names.MODULE_CONTAINER).isPresent());
        return now(pod);
    }

    /** Follows a pod's log from its start to its end. */
    void followToTheEnd(LogFollowing following, AttemptId attempt, Pod pod) throws InterruptedException {
        following.follow(attempt, started(pod));
        Pod ended = ended(pod);
        following.follow(attempt, ended);
        following.complete(attempt, Optional.of(ended), Instant.now(), NOBODY);
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
