package dev.forge.k8s.manifest;

import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A Job about a run's workspace that is nobody's attempt.
 *
 * @param purpose the label that tells it from attempts
 * @param deadline how long its pod may run
 * @param kept how long it stays when it has ended and nobody is left to delete it
 * @param retries how many further pods it gets
 */
record PlatformJob(String name, String purpose, Duration deadline, Duration kept, int retries) {
    /** The Job with the containers that are put into its pod. */
    Job of(
            KubernetesSettings settings,
            String runId,
            Namespace namespace,
            BiFunction<PodSpecBuilder, PlatformContainers, PodSpecBuilder> containers) {
        Map<String, String> labels = Marks.labels(settings.installation(), runId);
        labels.put(Names.PURPOSE, purpose);
        Workspace workspace = Workspace.of(namespace.claim(), runId);
        PodSpecBuilder pod = new PodTemplate(settings, namespace)
                .base(Asked.of(settings.defaults()).placement(), workspace);
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .withLabels(labels)
                .addToAnnotations(Names.RUN_ID, runId)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(retries)
                .withActiveDeadlineSeconds(deadline.toSeconds())
                .withTtlSecondsAfterFinished((int) kept.toSeconds())
                .withPodReplacementPolicy("Failed")
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .addToAnnotations(Names.RUN_ID, runId)
                .endMetadata()
                .withSpec(containers
                        .apply(pod, new PlatformContainers(settings.images(), workspace))
                        .build())
                .endTemplate()
                .endSpec()
                .build();
    }
}
