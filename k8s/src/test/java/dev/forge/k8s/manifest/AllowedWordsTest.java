package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.StepKind;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.KubernetesSettings.Transfer;
import dev.forge.k8s.PlatformNames;
import dev.forge.runtime.LaunchRefused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        refused(
                Sample.module().under(allowing(Map.of(field, List.of(allowed)))).kubernetes(yaml),
                "kubernetes." + field + " says " + word + ", which this platform does not allow modules to say",
                "use one of: " + allowed + "; or have the platform's team allow it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"containers", "initContainers", "sidecars"})
    void whatIsNotAllowedBesideAContainerIsNotAllowedInOne(String containers) {
        Sample container = Sample.module()
                .under(allowing(Map.of(
                        "securityContext", List.of("runAsUser"),
                        "volumeMounts", List.of("/scratch"),
                        "env", List.of("APP_*"))));
        String where = "kubernetes." + containers + "[1].";

        refusedIn(
                container,
                containers,
                "securityContext: {privileged: true}",
                where + "securityContext says privileged,");
        refusedIn(
                container, containers, "volumeMounts: [{name: v, mountPath: /etc}]", where + "volumeMounts says /etc,");
        refusedIn(
                container,
                containers,
                "volumeDevices: [{name: v, devicePath: /dev/x}]",
                where + "volumeDevices says /dev/x,");
        refusedIn(container, containers, "env: [{name: PATH, value: x}]", where + "env says PATH,");
        refusedIn(container, containers, "envFrom: [{configMapRef: {name: m}}]", where + "envFrom says *,");
        refusedIn(container, containers, "envFrom: [{prefix: A, configMapRef: {name: m}}]", where + "envFrom says A*,");
        assertThat(in(container, containers, """
                        securityContext: {runAsUser: 7}
                        volumeMounts: [{name: v, mountPath: /scratch}]
                        env: [{name: APP_MODE, value: x}]
                        envFrom: [{prefix: APP_, configMapRef: {name: m}}]
                        """.strip().replace("\n", ", ")).pod())
                .isNotNull();
    }

    private static void refusedIn(Sample module, String containers, String field, String message) {
        refused(in(module, containers, field), message, "have the platform's team allow it");
    }

    private static Sample in(Sample module, String containers, String field) {
        return module.kubernetes(containers + ": [{name: a, image: a}, {name: b, image: b, " + field + "}]");
    }

    @Test
    void theVariablesThatAModuleMaySetAreLimitedButNotWhatForgeSets() {
        KubernetesSettings settings = allowing(Map.of("env", List.of("UNITS")));

        refused(
                Sample.module().under(settings).with("UNITS", "metric").with("HTTP_PROXY", "x"),
                "env says HTTP_PROXY, which this platform does not allow modules to say",
                "use one of: UNITS;");
        assertThat(Sample.module()
                        .under(settings)
                        .withObjectStore()
                        .with("INPUT_BUCKET", "in")
                        .with("UNITS", "metric")
                        .variables())
                .containsEntry("INPUT_BUCKET", "in")
                .containsKey("FORGE_DATA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forge-worker", "forge-starter", "forge-transfer"})
    void thePlatformsServiceAccountsAreNotForModules(String account) {
        refused(
                Sample.module().kubernetes("serviceAccount: " + account),
                "kubernetes.serviceAccount says " + account + ", which is the platform's own",
                "name another one; or have the platform's team allow it by its full name");
    }

    @Test
    void neitherAreThoseThatThePlatformNames() {
        KubernetesSettings settings = Sample.SETTINGS
                .withTransfer(new Transfer(Map.of(), Optional.empty(), Optional.of("mover")))
                .withDefaults(Defaults.NONE.withOwn(new PlatformNames(List.of("blue-worker"), List.of())));

        for (String account : List.of("mover", "blue-worker", "forge-worker")) {
            refused(
                    Sample.module().under(settings).kubernetes("serviceAccount: " + account),
                    "kubernetes.serviceAccount says " + account + ", which is the platform's own",
                    "name another one");
        }
        assertThat(Sample.module()
                        .under(settings)
                        .kubernetes("serviceAccount: reader")
                        .pod()
                        .getServiceAccountName())
                .isEqualTo("reader");
    }

    @Test
    void theServiceAccountThatAModuleHasAnywayMayBeNamed() {
        KubernetesSettings settings = Sample.SETTINGS
                .withNamespaces(List.of(new Namespace("runs", "workspaces", Optional.of("steps"))))
                .withTransfer(new Transfer(Map.of(), Optional.empty(), Optional.of("steps")));

        assertThat(Sample.module()
                        .under(settings)
                        .kubernetes("serviceAccount: steps")
                        .pod()
                        .getServiceAccountName())
                .isEqualTo("steps");
    }

    @ParameterizedTest
    @CsvSource({"serviceAccountToken, path: t", "podCertificate, signerName: kubernetes.io/kube-apiserver-client-pod"})
    void noModuleMountsAnIdentityForTheApi(String source, String field) {
        String volumes = "volumes: [{name: v, projected: {sources: [{configMap: {name: c}}, {" + source + ": {" + field
                + "}}]}}]";
        String message = "kubernetes.volumes says " + source + ", which gives the module an identity";

        refused(Sample.module().kubernetes(volumes), message, "leave kubernetes.volumes out");
        refused(
                Sample.module().under(allowing(Map.of("volumes", List.of("*")))).kubernetes(volumes),
                message,
                "use one of: *; or have the platform's team allow it by its full name");
        assertThat(Sample.module()
                        .under(allowing(Map.of("volumes", List.of("projected", source))))
                        .kubernetes(volumes)
                        .pod()
                        .getVolumes())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "volumes: [{name: v, secret: {secretName: NAME}}]| volumes[0].secret.secretName",
                "volumes: [{name: v, projected: {sources: [{secret: {name: NAME}}]}}]"
                        + "| volumes[0].projected.sources[0].secret",
                "volumes: [{name: v, csi: {driver: d, nodePublishSecretRef: {name: NAME}}}]"
                        + "| volumes[0].csi.nodePublishSecretRef",
                "volumes: [{name: v, csi: {driver: d, volumeAttributes: {secretname: NAME}}}]"
                        + "| volumes[0].csi.volumeAttributes.secretname",
                "volumes: [{name: v, azureFile: {secretName: NAME, shareName: s}}]| volumes[0].azureFile.secretName",
                "containers: [{image: a, env: [{name: A, valueFrom: {secretKeyRef: {name: NAME, key: k}}}]}]"
                        + "| containers[0].env[0].valueFrom.secretKeyRef",
                "containers: [{image: a, envFrom: [{secretRef: {name: NAME}}]}]| containers[0].envFrom[0].secretRef",
                "initContainers: [{name: i, image: a, envFrom: [{secretRef: {name: NAME}}]}]"
                        + "| initContainers[0].envFrom[0].secretRef",
                "sidecars: [{name: s, image: a, envFrom: [{secretRef: {name: NAME}}]}]"
                        + "| sidecars[0].envFrom[0].secretRef",
            })
    void aSecretIsFoundWhereverAModuleNamesIt(String yaml, String field) {
        String where = "kubernetes." + field;

        refused(
                Sample.module().kubernetes(yaml.replace("NAME", "forge-object-store")),
                where + " names the Secret forge-object-store, which is the platform's own",
                "name another one; or have the platform's team allow it by its full name");
        assertThat(Sample.module().kubernetes(yaml.replace("NAME", "station")).pod())
                .isNotNull();
        KubernetesSettings limited = allowing(Map.of("secrets", List.of("team-*")));
        refused(
                Sample.module().under(limited).kubernetes(yaml.replace("NAME", "station")),
                where + " names the Secret station, which this platform does not allow modules to name",
                "use one of: team-*;");
        assertThat(Sample.module()
                        .under(limited)
                        .kubernetes(yaml.replace("NAME", "team-a"))
                        .pod())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "volumes: [{name: v, configMap: {name: units}}]| volumes[0].configMap",
                "volumes: [{name: v, projected: {sources: [{configMap: {name: units}}]}}]"
                        + "| volumes[0].projected.sources[0].configMap",
                "containers: [{image: a, env: [{name: A, valueFrom: {configMapKeyRef: {name: units, key: k}}}]}]"
                        + "| containers[0].env[0].valueFrom.configMapKeyRef",
                "sidecars: [{name: s, image: a, envFrom: [{configMapRef: {name: units}}]}]"
                        + "| sidecars[0].envFrom[0].configMapRef",
            })
    void aConfigMapIsFoundWhereverAModuleNamesIt(String yaml, String where) {
        assertThat(Sample.module().kubernetes(yaml).pod()).isNotNull();
        refused(
                Sample.module().under(allowing(Map.of("configMaps", List.of()))).kubernetes(yaml),
                "kubernetes." + where
                        + " names the ConfigMap units, which this platform does not allow modules to name",
                "leave kubernetes." + where + " out; or have the platform's team allow it");
    }

    @Test
    void theEnvironmentOfAModuleNamesSecretsAndConfigMapsToo() {
        Sample sample = Sample.module()
                .with("KEY", new EnvValue.SecretKey("station", "token"))
                .with("UNITS", new EnvValue.ConfigMapKey("units", "length"));

        assertThat(sample.under(allowing(Map.of("secrets", List.of("station"), "configMaps", List.of("u*"))))
                        .pod())
                .isNotNull();
        refused(
                sample.under(allowing(Map.of("secrets", List.of("other")))),
                "env.KEY names the Secret station, which this platform does not allow modules to name",
                "use one of: other;");
        refused(
                sample.under(allowing(Map.of("configMaps", List.of()))),
                "env.UNITS names the ConfigMap units, which this platform does not allow modules to name",
                "leave env.UNITS out;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forge-object-store", "forge-s3", "forge-pull", "keys", "pull", "temporal-key"})
    void thePlatformsKeysAreNotForModules(String secret) {
        KubernetesSettings settings = Sample.SETTINGS
                .withTransfer(new Transfer(Map.of(), Optional.of("keys"), Optional.empty()))
                .withDefaults(Defaults.NONE
                        .withKubernetes(Sample.spec("imagePullSecrets: [pull]"))
                        .withOwn(new PlatformNames(List.of(), List.of("temporal-key"))));

        refused(
                Sample.module().under(settings).with("K", new EnvValue.SecretKey(secret, "k")),
                "env.K names the Secret " + secret + ", which is the platform's own",
                "name another one");
    }

    @Test
    void sourceAndSinkStillGetThePlatformsKeysAndItsServiceAccount() {
        KubernetesSettings settings = Sample.SETTINGS.withTransfer(
                new Transfer(Map.of(), Optional.of("forge-object-store"), Optional.of("forge-transfer")));
        Sample sink = Sample.module().under(settings).kind(StepKind.SINK);

        assertThat(sink.pod().getServiceAccountName()).isEqualTo("forge-transfer");
        assertThat(sink.main().getEnvFrom()).hasSize(1);
    }

    @Test
    void whatIsThePlatformsOwnIsAllowedByItsFullNameAlone() {
        Sample sample = Sample.module()
                .kubernetes("serviceAccount: forge-transfer")
                .with("K", new EnvValue.SecretKey("forge-object-store", "k"));

        assertThat(sample.under(allowing(Map.of(
                                "serviceAccount", List.of("reader", "forge-transfer"),
                                "secrets", List.of("forge-object-store"))))
                        .pod()
                        .getServiceAccountName())
                .isEqualTo("forge-transfer");
        refused(
                sample.under(allowing(Map.of("serviceAccount", List.of("forge-*")))),
                "kubernetes.serviceAccount says forge-transfer, which is the platform's own",
                "use one of: forge-*; or have the platform's team allow it by its full name");
        refused(
                sample.under(allowing(Map.of("serviceAccount", List.of("forge-transfer"), "secrets", List.of()))),
                "env.K names the Secret forge-object-store, which is the platform's own",
                "leave env.K out;");
    }

    @Test
    void whatAPlatformAllowsPassesAndItsOwnIsNotAskedFor() {
        KubernetesSettings settings = Sample.SETTINGS.withDefaults(Defaults.NONE
                .withKubernetes(Sample.spec("""
                        priorityClass: low
                        volumes: [{name: token, projected: {sources: [{serviceAccountToken: {path: t}}]}}]
                        sidecars: [{name: proxy, image: x, envFrom: [{secretRef: {name: forge-object-store}}]}]
                        """))
                .withAllowed(Map.of(
                        "volumes", List.of("emptyDir"),
                        "volumeMounts", List.of("/scratch*"),
                        "sidecars", List.of(),
                        "secrets", List.of(),
                        "priorityClass", List.of())));

        assertThat(Sample.module().under(settings).kubernetes("""
                                volumes: [{name: v, emptyDir: {}}]
                                volumeMounts: [{name: v, mountPath: /scratch/a}]
                                """).pod().getPriorityClassName())
                .isEqualTo("low");
        refused(
                Sample.module().under(settings).kubernetes("priorityClass: x"),
                "kubernetes.priorityClass says x,",
                "leave kubernetes.priorityClass out;");
    }

    private static KubernetesSettings allowing(Map<String, List<String>> allowed) {
        return Sample.SETTINGS.withDefaults(Defaults.NONE.withAllowed(allowed));
    }

    private static void refused(Sample sample, String message, String remedy) {
        assertThatThrownBy(sample::job).isInstanceOfSatisfying(LaunchRefused.class, refused -> {
            assertThat(refused.failure().category()).isEqualTo(Category.CONFIGURATION);
            assertThat(refused.failure().message()).startsWith(message);
            assertThat(refused.failure().remedy()).contains(remedy);
        });
    }
}
