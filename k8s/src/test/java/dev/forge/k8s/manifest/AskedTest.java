package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.StepKind;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.KubernetesSettings.Namespace;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a module asks of Kubernetes, over what the platform says. */
class AskedTest {
    private static final String PLATFORM = """
            serviceAccount: modules
            imagePullSecrets: [pull]
            nodeSelector: {pool: batch, arch: amd64}
            tolerations: [{key: batch, operator: Exists}]
            affinity: {nodeAffinity: {}}
            priorityClass: low
            runtimeClass: gvisor
            volumes: [{name: certificates, configMap: {name: ca}}]
            volumeMounts: [{name: certificates, mountPath: /etc/ca}]
            sidecars: [{name: proxy, image: "proxy:1"}]
            securityContext: {runAsUser: 5000, readOnlyRootFilesystem: true}
            """;
    private static final String OWN = """
            serviceAccount: mine
            imagePullSecrets: [mine, pull]
            nodeSelector: {pool: gpu}
            tolerations: [{key: gpu, operator: Exists, effect: NoSchedule}]
            affinity: {podAntiAffinity: {}}
            priorityClass: high
            runtimeClass: runc
            volumes: [{name: scratch, emptyDir: {}}]
            volumeMounts: [{name: scratch, mountPath: /scratch}]
            sidecars: [{name: cache, image: "cache:1"}]
            securityContext: {readOnlyRootFilesystem: false}
            """;
    private static final KubernetesSettings WITH_DEFAULTS =
            Sample.SETTINGS.withDefaults(Defaults.NONE.withKubernetes(Sample.spec(PLATFORM)));

    @Test
    void aModuleThatSaysNothingGetsWhatThePlatformSays() {
        PodSpec pod = Sample.module().under(WITH_DEFAULTS).pod();

        assertThat(pod.getServiceAccountName()).isEqualTo("modules");
        assertThat(pod.getNodeSelector()).isEqualTo(Map.of("pool", "batch", "arch", "amd64"));
        assertThat(pod.getTolerations()).extracting(Toleration::getKey).containsExactly("batch");
        assertThat(pod.getAffinity().getNodeAffinity()).isNotNull();
        assertThat(pod.getPriorityClassName()).isEqualTo("low");
        assertThat(pod.getRuntimeClassName()).isEqualTo("gvisor");
        assertThat(pod.getContainers().getFirst().getSecurityContext().getRunAsUser())
                .isEqualTo(5000);
    }

    @Test
    void aModulesOwnValueWinsAndListsAreJoined() {
        PodSpec pod = Sample.module().under(WITH_DEFAULTS).kubernetes(OWN).pod();

        assertThat(pod.getServiceAccountName()).isEqualTo("mine");
        assertThat(pod.getImagePullSecrets())
                .extracting(LocalObjectReference::getName)
                .containsExactly("pull", "mine");
        assertThat(pod.getNodeSelector()).isEqualTo(Map.of("pool", "gpu", "arch", "amd64"));
        assertThat(pod.getTolerations()).extracting(Toleration::getKey).containsExactly("batch", "gpu");
        assertThat(pod.getAffinity().getNodeAffinity()).isNull();
        assertThat(pod.getAffinity().getPodAntiAffinity()).isNotNull();
        assertThat(pod.getPriorityClassName()).isEqualTo("high");
        assertThat(pod.getRuntimeClassName()).isEqualTo("runc");
        assertThat(pod.getVolumes())
                .extracting(Volume::getName)
                .containsExactly("workspace", "certificates", "scratch");
        assertThat(pod.getContainers().getFirst().getVolumeMounts())
                .extracting(mount -> mount.getName() + " " + mount.getMountPath())
                .containsExactly("workspace /data", "certificates /etc/ca", "scratch /scratch");
        assertThat(pod.getInitContainers())
                .extracting(sidecar -> sidecar.getName() + " " + sidecar.getRestartPolicy())
                .containsExactly("proxy Always", "cache Always");
        assertThat(pod.getContainers().getFirst().getSecurityContext().getRunAsUser())
                .isEqualTo(5000);
        assertThat(pod.getContainers().getFirst().getSecurityContext().getReadOnlyRootFilesystem())
                .isFalse();
    }

    @Test
    void aNamespacesServiceAccountStandsBetweenTheModulesAndThePlatforms() {
        KubernetesSettings settings =
                WITH_DEFAULTS.withNamespaces(List.of(new Namespace("runs", "workspaces", Optional.of("here"))));

        assertThat(Sample.module().under(settings).pod().getServiceAccountName())
                .isEqualTo("here");
        assertThat(Sample.module().under(settings).kubernetes(OWN).pod().getServiceAccountName())
                .isEqualTo("mine");
    }

    @Test
    void sourceAndSinkGetOnlyWhatSaysWhereTheyRun() {
        PodSpec pod = Sample.module().under(WITH_DEFAULTS).kind(StepKind.SOURCE).pod();

        assertThat(pod.getNodeSelector()).containsEntry("pool", "batch");
        assertThat(pod.getTolerations()).hasSize(1);
        assertThat(pod.getImagePullSecrets()).hasSize(1);
        assertThat(pod.getVolumes()).hasSize(1);
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getServiceAccountName()).isNull();
        assertThat(pod.getContainers().getFirst().getSecurityContext().getRunAsUser())
                .isNull();
    }
}
