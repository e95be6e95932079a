package dev.forge.k8s.attempts;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.manifest.RunConfigMap;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The ConfigMaps that own the Jobs of runs: a Job that names one which is gone is collected by Kubernetes. */
final class RunOwners {
    // More than a worker has open at once; what is forgotten is asked for again.
    private static final int MOST = 20_000;

    private final KubernetesSettings settings;
    private final Api api;
    private final ConcurrentMap<Run, OwnerReference> known = new ConcurrentHashMap<>();

    /** A continued run is another execution, and its ConfigMap another one than that which was released. */
    private record Run(String runId, String execution, KubernetesSettings.Namespace place) {
        String namespace() {
            return place.name();
        }
    }

    RunOwners(KubernetesSettings settings, Api api) {
        this.settings = settings;
        this.api = api;
    }

    OwnerReference of(AttemptId attempt, KubernetesSettings.Namespace namespace) {
        Run run = new Run(attempt.runId(), attempt.execution(), namespace);
        OwnerReference there = known.get(run);
        if (there != null) {
            return there;
        }
        OwnerReference made = RunConfigMap.owner(ensured(run));
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(run, made);
        return made;
    }

    void forget(String runId) {
        known.keySet().removeIf(run -> run.runId().equals(runId));
    }

    /** After a Job has vanished, perhaps with its owner, all are asked for again. */
    void forgetAll() {
        known.clear();
    }

    private ConfigMap ensured(Run run) {
        ConfigMap wanted = RunConfigMap.of(settings, run.runId(), run.place());
        String name = wanted.getMetadata().getName();
        try {
            return api.create(run.namespace(), wanted);
        } catch (KubernetesClientException e) {
            if (!ApiAnswers.alreadyExists(e)) {
                throw ApiAnswers.refused("the ConfigMap " + name + " of the run", e);
            }
            return existing(run, name);
        }
    }

    private ConfigMap existing(Run run, String name) {
        ConfigMap there = api.run(run.namespace(), name).orElseThrow(() -> Api.odd(beingReleased(run)));
        if (!api.isOurs(there.getMetadata().getLabels())) {
            throw new LaunchRefused(Failure.of(
                    Category.CONFIGURATION,
                    "the run's name " + name + " is taken in namespace " + run.namespace()
                            + " by another installation or somebody else",
                    "start the run under another id, or delete that ConfigMap if nobody needs it"));
        }
        if (Optional.ofNullable(there.getMetadata().getDeletionTimestamp()).isPresent()) {
            throw Api.odd(beingReleased(run));
        }
        return there;
    }

    private static String beingReleased(Run run) {
        return "What an earlier execution of the run " + run.runId()
                + " has left is being released in namespace " + run.namespace()
                + ": Forge goes on trying; if that lasts, look whether the controller manager runs.";
    }
}
