package dev.forge.k8s.manifest;

import dev.forge.contract.RunKey;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;

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
        return new PlatformJob(name(runId), Names.CLEANING, DEADLINE, KEPT, RETRIES)
                .of(settings, runId, namespace, (pod, containers) -> pod.withContainers(containers.clean()));
    }
}
