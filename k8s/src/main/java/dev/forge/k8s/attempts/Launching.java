package dev.forge.k8s.attempts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.Names;
import dev.forge.k8s.manifest.JobJson;
import dev.forge.k8s.manifest.JobManifest;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** Launches attempts: the Job's name is the lock, and whoever comes second adopts it. */
final class Launching {
    private final JobManifest manifest;
    private final RunOwners owners;
    private final Api api;

    Launching(KubernetesSettings settings, RunOwners owners, Api api) {
        this.manifest = new JobManifest(settings);
        this.owners = owners;
        this.api = api;
    }

    Job launch(StepTask task) {
        KubernetesSettings.Namespace namespace = manifest.namespace(task);
        Job job = manifest.job(task, namespace, owners.of(task.attempt(), namespace));
        try {
            return api.create(namespace.name(), job);
        } catch (KubernetesClientException e) {
            Optional<Job> there = ApiAnswers.mayExist(e)
                    ? api.job(namespace.name(), job.getMetadata().getName())
                    : Optional.empty();
            return adopted(there.orElseThrow(() -> notThere(job, e)), job);
        }
    }

    JsonNode preview(StepTask task) {
        return JobJson.of(manifest.job(task, manifest.namespace(task)));
    }

    private static RuntimeException notThere(Job job, KubernetesClientException e) {
        return ApiAnswers.alreadyExists(e)
                ? Api.odd("The Job " + job.getMetadata().getName() + " in namespace "
                        + job.getMetadata().getNamespace() + " was there and is gone: Forge looks again.")
                : ApiAnswers.refused("its Job", e);
    }

    // In whatever state it is: the name was used, so the attempt was started, and what became of it is to be told.
    private Job adopted(Job there, Job wanted) {
        Optional<String> hash = Annotations.of(wanted, Names.SPEC_HASH);
        if (!api.isOurs(there.getMetadata().getLabels())
                || !Annotations.of(there, Names.SPEC_HASH).equals(hash)) {
            throw taken(there.getMetadata().getNamespace(), there.getMetadata().getName());
        }
        return there;
    }

    private static LaunchRefused taken(String namespace, String name) {
        return new LaunchRefused(Failure.of(
                Category.INTERNAL,
                "its name " + name + " is taken in namespace " + namespace
                        + " by a Job with another specification, or of somebody else",
                "look at it with: kubectl -n " + namespace + " get job " + name + " -o yaml; try again as a new run"));
    }
}
