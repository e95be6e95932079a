package dev.forge.k8s.attempts;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.Names;
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
            if (!ApiAnswers.alreadyExists(e)) {
                throw ApiAnswers.refused("its Job", e);
            }
            return adopt(namespace.name(), job);
        }
    }

    // In whatever state it is: the name was used, so the attempt was started, and what became of it is to be told.
    private Job adopt(String namespace, Job wanted) {
        String name = wanted.getMetadata().getName();
        Job there = api.job(namespace, name)
                .orElseThrow(() -> Api.odd("The Job " + name + " in namespace " + namespace
                        + " was there and is gone: Forge looks again."));
        Optional<String> hash = Annotations.of(wanted, Names.SPEC_HASH);
        if (!api.isOurs(there.getMetadata().getLabels())
                || !Annotations.of(there, Names.SPEC_HASH).equals(hash)) {
            throw taken(namespace, name);
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
