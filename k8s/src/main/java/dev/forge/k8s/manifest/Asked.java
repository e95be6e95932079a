package dev.forge.k8s.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.k8s.KubernetesSettings.Defaults;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is asked of Kubernetes, in its own types.
 *
 * @param env of the containers that decide; a module's own variables are in its task
 */
record Asked(
        Optional<String> serviceAccount,
        List<String> imagePullSecrets,
        Map<String, String> nodeSelector,
        List<Toleration> tolerations,
        Optional<Affinity> affinity,
        Optional<String> priorityClass,
        Optional<String> runtimeClass,
        List<Volume> volumes,
        List<VolumeMount> volumeMounts,
        List<Container> initContainers,
        List<Container> sidecars,
        Optional<SecurityContext> securityContext,
        List<Container> containers,
        List<EnvVar> env) {

    /** Reads what a platform says for all modules. */
    static Asked of(Defaults defaults) {
        return of(defaults.kubernetes(), "defaults.kubernetes")
                .withEnv(list(defaults.env(), EnvVar.class, "defaults.env"));
    }

    /**
     * Reads what a pipeline or a platform says.
     *
     * @param path where it stands, for the sentence that refuses it
     */
    static Asked of(KubernetesSpec spec, String path) {
        return new Asked(
                spec.serviceAccount(),
                spec.imagePullSecrets(),
                spec.nodeSelector(),
                list(spec.tolerations(), Toleration.class, path + ".tolerations"),
                spec.affinity().map(json -> KubernetesJson.read(json, Affinity.class, path + ".affinity")),
                spec.priorityClass(),
                spec.runtimeClass(),
                list(spec.volumes(), Volume.class, path + ".volumes"),
                list(spec.volumeMounts(), VolumeMount.class, path + ".volumeMounts"),
                list(spec.initContainers(), Container.class, path + ".initContainers"),
                list(spec.sidecars(), Container.class, path + ".sidecars"),
                spec.securityContext()
                        .map(json -> KubernetesJson.read(json, SecurityContext.class, path + ".securityContext")),
                list(spec.containers(), Container.class, path + ".containers"),
                List.of());
    }

    private Asked withEnv(List<EnvVar> other) {
        return new Asked(
                serviceAccount,
                imagePullSecrets,
                nodeSelector,
                tolerations,
                affinity,
                priorityClass,
                runtimeClass,
                volumes,
                volumeMounts,
                initContainers,
                sidecars,
                securityContext,
                containers,
                other);
    }

    /** The same over a platform's: its own values win, lists are joined, the platform's first. */
    Asked over(Asked platform) {
        return new Asked(
                serviceAccount.or(platform::serviceAccount),
                joined(platform.imagePullSecrets, imagePullSecrets),
                merged(platform.nodeSelector, nodeSelector),
                joined(platform.tolerations, tolerations),
                affinity.or(platform::affinity),
                priorityClass.or(platform::priorityClass),
                runtimeClass.or(platform::runtimeClass),
                joined(platform.volumes, volumes),
                joined(platform.volumeMounts, volumeMounts),
                joined(platform.initContainers, initContainers),
                joined(platform.sidecars, sidecars),
                security(platform.securityContext),
                containers,
                joined(platform.env, env));
    }

    /** Only what says where a pod runs and how its images come: all of it that Source, Sink and cleaning need. */
    Asked placement() {
        return new Asked(
                Optional.empty(),
                imagePullSecrets,
                nodeSelector,
                tolerations,
                affinity,
                priorityClass,
                runtimeClass,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    private Optional<SecurityContext> security(Optional<SecurityContext> platform) {
        return securityContext
                .map(own -> platform.map(under -> KubernetesJson.over(own, under, SecurityContext.class))
                        .orElse(own))
                .or(() -> platform);
    }

    private static <T> List<T> list(List<JsonNode> json, Class<T> type, String path) {
        List<T> read = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            read.add(KubernetesJson.read(json.get(i), type, path + "[" + i + "]"));
        }
        return List.copyOf(read);
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        Set<T> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    private static Map<String, String> merged(Map<String, String> under, Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>(under);
        all.putAll(own);
        return all;
    }
}
