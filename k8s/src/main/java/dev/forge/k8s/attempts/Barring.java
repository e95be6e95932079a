package dev.forge.k8s.attempts;

import dev.forge.contract.step.StepTask;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.manifest.JobManifest;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Takes the names of attempts that are not to be launched any more; a Job that bears one already keeps it. */
final class Barring {
    private final JobManifest manifest;
    private final Api api;
    private final Duration kept;
    private final Clock clock;

    Barring(KubernetesSettings settings, Api api, Clock clock) {
        this.manifest = new JobManifest(settings);
        this.api = api;
        this.kept = Tombstone.kept(settings.keepJobs());
        this.clock = clock;
    }

    void bar(StepTask task) {
        tombstone(task).ifPresent(this::make);
    }

    /** Empty where the attempt is refused before a cluster is asked: so is whoever launches it. */
    private Optional<Job> tombstone(StepTask task) {
        try {
            Job attempt = manifest.job(task, manifest.namespace(task));
            return Optional.of(Tombstone.of(attempt, clock.instant(), kept));
        } catch (LaunchRefused _) {
            return Optional.empty();
        }
    }

    private void make(Job tombstone) {
        String namespace = tombstone.getMetadata().getNamespace();
        String name = tombstone.getMetadata().getName();
        // Looked for first: where a quota is used up, a create is refused also for a name that is taken.
        if (api.job(namespace, name).isPresent()) {
            return;
        }
        try {
            api.create(namespace, tombstone);
        } catch (KubernetesClientException e) {
            if (!isBarred(e)) {
                throw ApiAnswers.unavailable("The Job that keeps " + name + " from being launched late", e);
            }
        }
    }

    /** Whether the name is taken, or no Job of that name can come. */
    private static boolean isBarred(KubernetesClientException e) {
        return ApiAnswers.alreadyExists(e) || ApiAnswers.isNever(e) || ApiAnswers.hasNoNamespace(e);
    }
}
