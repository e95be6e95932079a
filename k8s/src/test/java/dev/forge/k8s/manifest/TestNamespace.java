package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Images;
import dev.forge.k8s.KubernetesSettings.Namespace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** A namespace of a real cluster that enforces Pod Security's {@code restricted}; gone when it is closed. */
final class TestNamespace implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    final KubernetesClient client;
    final String name = "forge-manifest-" + UUID.randomUUID().toString().substring(0, 8);

    TestNamespace() {
        client = new KubernetesClientBuilder().withConfig(config()).build();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        await().atMost(PATIENCE)
                .until(() -> client.serviceAccounts()
                                .inNamespace(name)
                                .withName("default")
                                .get()
                        != null);
    }

    private static Config config() {
        String file = Optional.ofNullable(System.getenv("FORGE_TEST_KUBECONFIG"))
                .orElseThrow(() -> new IllegalStateException(
                        "this test needs a Kubernetes: set FORGE_TEST_KUBECONFIG to a kubeconfig, and FORGE_TEST_CONTEXT"
                                + " unless its current context is meant"));
        return Optional.ofNullable(System.getenv("FORGE_TEST_CONTEXT"))
                .map(context -> Config.fromKubeconfig(context, new File(file)))
                .orElseGet(() -> Config.fromKubeconfig(new File(file)));
    }

    /** Settings for this namespace and one of its claims, with busybox in the transfer image's place. */
    KubernetesSettings settings(String claim) {
        return KubernetesSettings.of("tests", new Namespace(name, claim, Optional.empty()), Images.of("busybox:1.36"))
                .withGrace(Duration.ofSeconds(1));
    }

    boolean hasClass(String storageClass) {
        return client.storage().v1().storageClasses().withName(storageClass).get() != null;
    }

    /** A claim of the cluster's default class. */
    void claim(String claim) {
        create(claim(claim, "1Gi"));
    }

    void claim(String claim, String storageClass, String size) {
        create(claim(claim, size).editSpec().withStorageClassName(storageClass).endSpec());
    }

    private void create(PersistentVolumeClaimBuilder claim) {
        client.resource(claim.build()).create();
    }

    private PersistentVolumeClaimBuilder claim(String claim, String size) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(claim)
                .withNamespace(name)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteMany")
                .withNewResources()
                .addToRequests("storage", new Quantity(size))
                .endResources()
                .endSpec();
    }

    /** Launches a sample and waits for its pod's end. */
    Pod run(Sample sample) {
        KubernetesSettings settings = sample.settings();
        ConfigMap run = client.resource(RunConfigMap.of(
                        settings,
                        sample.task().attempt().runId(),
                        settings.namespaces().getFirst()))
                .createOr(map -> map.patch());
        return run(sample.job(RunConfigMap.owner(run)));
    }

    Pod succeeded(Sample sample) {
        Pod pod = run(sample);
        assertThat(pod.getStatus().getPhase()).as(pod.getStatus().toString()).isEqualTo("Succeeded");
        return pod;
    }

    Pod run(Job job) {
        client.resource(job).fieldValidation(Validation.STRICT).create();
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> pods(job).findFirst(), TestNamespace::hasEnded)
                .orElseThrow();
    }

    private Stream<Pod> pods(Job job) {
        return client
                .pods()
                .inNamespace(name)
                .withLabel("job-name", job.getMetadata().getName())
                .list()
                .getItems()
                .stream();
    }

    private static boolean hasEnded(Optional<Pod> pod) {
        return pod.map(each -> each.getStatus().getPhase())
                .filter(List.of("Succeeded", "Failed")::contains)
                .isPresent();
    }

    /** What a container of an ended pod wrote for its output. */
    static String output(Pod pod, String container) {
        return Optional.ofNullable(end(pod, container).getMessage()).orElse("");
    }

    static int exitCode(Pod pod, String container) {
        return end(pod, container).getExitCode();
    }

    private static ContainerStateTerminated end(Pod pod, String container) {
        return Stream.of(pod.getStatus().getContainerStatuses(), pod.getStatus().getInitContainerStatuses())
                .flatMap(List::stream)
                .filter(status -> status.getName().equals(container))
                .map(ContainerStatus::getState)
                .map(state -> Optional.ofNullable(state.getTerminated()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new AssertionError(container + " has not ended: " + pod.getStatus()));
    }

    @Override
    public void close() {
        client.namespaces().withName(name).delete();
        client.close();
    }
}
