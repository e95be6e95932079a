package dev.forge.k8s.manifest;

import dev.forge.contract.RunKey;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** The ConfigMap that owns a run's Jobs, so that one that comes too late is collected with it. */
public final class RunConfigMap {
    private RunConfigMap() {}

    public static String name(String runId) {
        return RunKey.of(runId) + "-run";
    }

    public static ConfigMap of(KubernetesSettings settings, String runId, Namespace namespace) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(runId))
                .withNamespace(namespace.name())
                .withLabels(Marks.labels(settings.installation(), runId))
                .addToAnnotations(Names.RUN_ID, runId)
                .endMetadata()
                .build();
    }

    /** What makes it the owner of a Job, once it is there and has a uid. */
    public static OwnerReference owner(ConfigMap created) {
        return new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName(created.getMetadata().getName())
                .withUid(created.getMetadata().getUid())
                .build();
    }
}
