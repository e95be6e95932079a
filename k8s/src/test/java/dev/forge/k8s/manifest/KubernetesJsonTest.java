package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.step.Category;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes' own types, read strictly. */
class KubernetesJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tolerations: [{key: a, efect: NoSchedule}]"
                        + "| kubernetes.tolerations[0].efect is no field of Kubernetes' Toleration"
                        + "| did you mean effect?",
                "tolerations: [{key: a}, {key: b, tolerationSeconds: '5'}]"
                        + "| kubernetes.tolerations[1].tolerationSeconds must be a whole number, not \"5\"| kubectl explain",
                "tolerations: [gpu]| kubernetes.tolerations[0] must be a Toleration, not \"gpu\"| kubectl explain",
                "affinity: {nodeAfinity: {}}| kubernetes.affinity.nodeAfinity is no field| did you mean nodeAffinity?",
                "affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: "
                        + "[{matchExpressions: [{key: a, operater: In}]}]}}}"
                        + "| kubernetes.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
                        + ".nodeSelectorTerms[0].matchExpressions[0].operater is no field"
                        + "| did you mean operator?",
                "volumes: [{name: v, configmap: {name: c}}]| kubernetes.volumes[0].configmap is no field"
                        + "| did you mean configMap?",
                "volumes: [{name: v, emptyDir: {sizeLimit: true}}]"
                        + "| kubernetes.volumes[0].emptyDir.sizeLimit must be a quantity such as 500m or 2Gi, not true"
                        + "| kubectl explain",
                "volumeMounts: [{name: v, path: /v}]| kubernetes.volumeMounts[0].path is no field| use one of:",
                "securityContext: {runAsUser: root}"
                        + "| kubernetes.securityContext.runAsUser must be a whole number, not \"root\"| kubectl explain",
                "securityContext: {privileged: 1}| kubernetes.securityContext.privileged must be true or false, not 1"
                        + "| kubectl explain",
                "sidecars: [{name: s, imag: x}]| kubernetes.sidecars[0].imag is no field| did you mean image?",
                "initContainers: [{name: s, image: x, env: {A: B}}]| kubernetes.initContainers[0].env must be a list"
                        + "| kubectl explain",
                "containers: [{name: s, image: x, env: [{name: A, value: 1}]}]"
                        + "| kubernetes.containers[0].env[0].value must be a text: put it into quotes, not 1"
                        + "| kubectl explain",
                "containers: [{name: s, image: x, ports: [{containerPort: 80.5}]}]"
                        + "| kubernetes.containers[0].ports[0].containerPort must be a whole number| kubectl explain",
                "containers: [{name: s, image: x, resources: {limits: {memory: [1]}}}]"
                        + "| kubernetes.containers[0].resources.limits.memory must be a quantity such as 500m or 2Gi"
                        + "| kubectl explain",
                "containers: [{name: s, image: x, resources: {limits: {memory: lots}}}]"
                        + "| kubernetes.containers[0].resources.limits.memory must be a quantity such as 500m or 2Gi"
                        + "| kubectl explain",
                "containers: [{name: s, image: x, resources: {limits: [1]}}]"
                        + "| kubernetes.containers[0].resources.limits must be a map, not [1]| kubectl explain",
                "containers: [{name: s, image: x, livenessProbe: {httpGet: {port: [80]}}}]"
                        + "| kubernetes.containers[0].livenessProbe.httpGet.port must be a whole number or a text"
                        + "| kubectl explain",
                "containers: [{name: s, image: x, restartPolicy: Always}]| kubernetes.containers[0] has a restartPolicy"
                        + "| sidecar",
            })
    void whatKubernetesDoesNotKnowIsRefusedWhereItStands(String yaml, String message, String remedy) {
        assertThatThrownBy(() -> Sample.module().kubernetes(yaml).job())
                .isInstanceOfSatisfying(LaunchRefused.class, refused -> {
                    assertThat(refused.failure().category()).isEqualTo(Category.CONFIGURATION);
                    assertThat(refused.failure().message()).startsWith(message);
                    assertThat(refused.failure().remedy()).contains(remedy);
                });
    }

    @Test
    void aMistakeInThePlatformsDefaultsIsFoundAtTheStart() {
        KubernetesSettings wrong = Sample.SETTINGS.withDefaults(
                Defaults.NONE.withKubernetes(Sample.spec("tolerations: [{key: a, efect: NoSchedule}]")));

        assertThatThrownBy(() -> new JobManifest(wrong))
                .hasMessageContaining("defaults.kubernetes.tolerations[0].efect");
        KubernetesSettings env =
                Sample.SETTINGS.withDefaults(Defaults.NONE.withEnv(List.of(Sample.json("{name: A, valeu: x}"))));
        assertThatThrownBy(() -> new JobManifest(env)).hasMessageContaining("defaults.env[0].valeu");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "containers: [{image: a, env: null, envFrom: null, volumeMounts: null, volumeDevices: null}]",
                "volumes: [{name: v, projected: {sources: null}}, {name: w, secret: null, emptyDir: {}}]",
                "securityContext: {capabilities: null}",
            })
    void whatIsWrittenAsNullIsAsIfItWereNotWritten(String yaml) {
        assertThat(Sample.module().kubernetes(yaml).pod()).isNotNull();
    }

    @Test
    void whatKubernetesKnowsIsTakenWhole() {
        PodSpec pod = Sample.module().kubernetes("""
                        volumes:
                        - {name: v, emptyDir: {sizeLimit: 1Gi, medium: Memory}}
                        sidecars:
                        - name: s
                          image: x
                          startupProbe: {httpGet: {port: 80, path: /}, periodSeconds: 1}
                          lifecycle: {preStop: {exec: {command: [sh, -c, exit]}}}
                          resources: {limits: {cpu: 1, memory: 64Mi}}
                        """).pod();

        assertThat(pod.getVolumes().get(1).getEmptyDir().getSizeLimit()).hasToString("1Gi");
        assertThat(pod.getInitContainers()
                        .getFirst()
                        .getStartupProbe()
                        .getHttpGet()
                        .getPort()
                        .getIntVal())
                .isEqualTo(80);
        assertThat(pod.getInitContainers().getFirst().getResources().getLimits())
                .hasSize(2);
    }
}
