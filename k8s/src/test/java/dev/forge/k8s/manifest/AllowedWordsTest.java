package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.runtime.LaunchRefused;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a platform lets modules say. */
class AllowedWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "serviceAccount| modules| serviceAccount: admin| admin",
                "imagePullSecrets| pull| imagePullSecrets: [pull, other]| other",
                "nodeSelector| pool| nodeSelector: {host: a}| host",
                "tolerations| gpu| tolerations: [{operator: Exists}]| *",
                "affinity| nodeAffinity| affinity: {podAffinity: {}}| podAffinity",
                "priorityClass| low| priorityClass: high| high",
                "runtimeClass| gvisor| runtimeClass: runc| runc",
                "volumes| emptyDir| volumes: [{name: v, hostPath: {path: /}}]| hostPath",
                "volumeMounts| /scratch*| volumeMounts: [{name: v, mountPath: /etc}]| /etc",
                "initContainers| registry.example/*| initContainers: [{name: i, image: x}]| x",
                "sidecars| registry.example/*| sidecars: [{name: i, image: x}]| x",
                "securityContext| readOnlyRootFilesystem| securityContext: {privileged: true}| privileged",
                "containers| registry.example/*| containers: [{name: i, image: x}]| x",
            })
    void whatAPlatformDoesNotAllowIsRefused(String field, String allowed, String yaml, String word) {
        KubernetesSettings settings =
                Sample.SETTINGS.withDefaults(Defaults.NONE.withAllowed(Map.of(field, List.of(allowed))));

        assertThatThrownBy(
                        () -> Sample.module().under(settings).kubernetes(yaml).job())
                .isInstanceOfSatisfying(LaunchRefused.class, refused -> {
                    assertThat(refused.failure().message()).startsWith("kubernetes." + field + " says " + word + ",");
                    assertThat(refused.failure().remedy()).contains(allowed);
                });
    }

    @Test
    void whatAPlatformAllowsPassesAndItsOwnIsNotAskedFor() {
        KubernetesSettings settings = Sample.SETTINGS.withDefaults(Defaults.NONE
                .withKubernetes(Sample.spec("{priorityClass: low, sidecars: [{name: proxy, image: x}]}"))
                .withAllowed(Map.of(
                        "volumes", List.of("emptyDir"),
                        "volumeMounts", List.of("/scratch*"),
                        "sidecars", List.of(),
                        "priorityClass", List.of())));

        assertThat(Sample.module().under(settings).kubernetes("""
                                volumes: [{name: v, emptyDir: {}}]
                                volumeMounts: [{name: v, mountPath: /scratch/a}]
                                """).pod().getPriorityClassName())
                .isEqualTo("low");
        assertThatThrownBy(() -> Sample.module()
                        .under(settings)
                        .kubernetes("priorityClass: x")
                        .job())
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused -> assertThat(refused.failure().remedy()).startsWith("leave priorityClass out"));
    }
}
