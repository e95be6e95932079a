package dev.forge.k8s.manifest;

import dev.forge.contract.RunKey;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.Map;

/** The Job that removes a run's folder from a namespace's volume; nobody's attempt. */
public final class CleaningJob {
    /** Millions of files on a network file system; the next cleaning Job goes on where this one was ended. */
    static final Duration DEADLINE = Duration.ofHours(1);

    /** For when nobody is left to delete it. */
    static final Duration KEPT = Duration.ofMinutes(10);

    private static final int RETRIES = 2;

    private CleaningJob() {}

    public static String name(String runId) {
        return RunKey.of(runId) + "-clean";
    }

    public static Job of(KubernetesSettings settings, String runId, Namespace namespace) {
        Map<String, String> labels = Marks.labels(settings.installation(), runId);
        labels.put(Names.PURPOSE, Names.CLEANING);
        return new JobBuilder()
                .withNewMetadata()
                .withName(name(runId))
                .withNamespace(namespace.name())
                .withLabels(labels)
                .addToAnnotations(Names.RUN_ID, runId)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(RETRIES)
                .withActiveDeadlineSeconds(DEADLINE.toSeconds())
                .withTtlSecondsAfterFinished((int) KEPT.toSeconds())
                .withPodReplacementPolicy("Failed")
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .addToAnnotations(Names.RUN_ID, runId)
                .endMetadata()
                .withSpec(pod(settings, runId, namespace))
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodSpec pod(KubernetesSettings settings, String runId, Namespace namespace) {
        Asked platform = Asked.of(settings.defaults());
        Workspace workspace = Workspace.of(namespace.claim(), runId);
        return new PodTemplate(settings, namespace)
                .base(platform.placement(), workspace)
                .withContainers(new PlatformContainers(settings.images(), workspace).clean())
                .build();
    }
}
