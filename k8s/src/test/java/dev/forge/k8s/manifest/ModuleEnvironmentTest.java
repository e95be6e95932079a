package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.step.StepKind;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.KubernetesSettings.Transfer;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module finds in its environment. */
class ModuleEnvironmentTest {
    private static final KubernetesSettings WITH_STORE = Sample.SETTINGS.withTransfer(new Transfer(
            Map.of("AWS_ENDPOINT_URL_S3", "http://store:9000/$(x)"),
            Optional.of("store-keys"),
            Optional.of("transfer")));

    @Test
    void forgesOwnVariablesComeFirstSoThatOthersCanReferToThem() {
        assertThat(Sample.module()
                        .with("FILE", "$(FORGE_DATA)/file")
                        .with("A", "1")
                        .with("B", "$(A)2")
                        .variables())
                .containsExactly(
                        Map.entry("FORGE_DATA", "/data"),
                        Map.entry("FORGE_RUN_ID", "weather-5"),
                        Map.entry("FORGE_STEP", "monthly"),
                        Map.entry("FORGE_ATTEMPT", "1"),
                        Map.entry("FORGE_OUTPUT", "/dev/termination-log"),
                        Map.entry("FILE", "$(FORGE_DATA)/file"),
                        Map.entry("A", "1"),
                        Map.entry("B", "$(A)2"));
    }

    @Test
    void aModuleCannotChangeForgesOwnVariables() {
        assertThat(Sample.module().with("FORGE_DATA", "/elsewhere").variables()).containsEntry("FORGE_DATA", "/data");
    }

    @Test
    void aRunIdIsNotExpanded() {
        assertThat(Sample.module().ofRun("a$(FORGE_DATA)$$b").variables())
                .containsEntry("FORGE_RUN_ID", "a$$(FORGE_DATA)$$$$b");
    }

    @Test
    void secretsAndConfigMapsStayReferences() {
        var env = Sample.module()
                .with("TOKEN", new EnvValue.SecretKey("station", "token"))
                .with("UNITS", new EnvValue.ConfigMapKey("units", "temperature"))
                .main()
                .getEnv();

        EnvVar token = env.get(5);
        assertThat(token.getValue()).isNull();
        assertThat(token.getValueFrom().getSecretKeyRef().getName()).isEqualTo("station");
        assertThat(token.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("token");
        EnvVar units = env.get(6);
        assertThat(units.getValueFrom().getConfigMapKeyRef().getName()).isEqualTo("units");
        assertThat(units.getValueFrom().getConfigMapKeyRef().getKey()).isEqualTo("temperature");
    }

    @Test
    void theObjectStoreReachesOnlyAModuleThatAsks() {
        assertThat(Sample.module().under(WITH_STORE).variables()).doesNotContainKey("AWS_ENDPOINT_URL_S3");
        assertThat(Sample.module().under(WITH_STORE).withObjectStore().variables())
                .containsEntry("AWS_ENDPOINT_URL_S3", "http://store:9000/$$(x)");
        assertThat(Sample.module().under(WITH_STORE).withObjectStore().main().getEnvFrom())
                .isEmpty();
    }

    @Test
    void aModulesOwnValueWinsAndIsThereOnce() {
        Sample sample = Sample.module()
                .under(WITH_STORE)
                .withObjectStore()
                .with("A", "1")
                .with("AWS_ENDPOINT_URL_S3", "http://mine/$(A)");

        assertThat(sample.main().getEnv())
                .filteredOn(variable -> variable.getName().equals("AWS_ENDPOINT_URL_S3"))
                .singleElement()
                .extracting(EnvVar::getValue)
                .isEqualTo("http://mine/$(A)");
        assertThat(sample.variables().keySet()).last().isEqualTo("AWS_ENDPOINT_URL_S3");
    }

    @Test
    void thePlatformsVariablesReachTheContainersThatDecideUnderAllOthers() {
        KubernetesSettings settings = WITH_STORE.withDefaults(Defaults.NONE.withEnv(List.of(
                variable("name: HTTP_PROXY, value: http://proxy:3128"),
                variable("name: UNITS, value: metric"),
                variable("name: AWS_ENDPOINT_URL_S3, value: http://other"),
                variable("name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}"))));
        Sample sample = Sample.module().under(settings).withObjectStore().with("UNITS", "$(NODE)");

        assertThat(sample.variables())
                .containsEntry("HTTP_PROXY", "http://proxy:3128")
                .containsEntry("UNITS", "$(NODE)")
                .containsEntry("AWS_ENDPOINT_URL_S3", "http://store:9000/$$(x)");
        assertThat(sample.variables().keySet())
                .endsWith(
                        "HTTP_PROXY",
                        "NODE",
                        "MINIO_SERVICE_HOST",
                        "MINIO_SERVICE_PORT",
                        "AWS_ENDPOINT_URL_S3",
                        "UNITS")
                .hasSize(11);
        assertThat(sample.main().getEnv().get(6).getValueFrom().getFieldRef().getFieldPath())
                .isEqualTo("spec.nodeName");
    }

    @Test
    void thePlatformsVariablesReachRawContainersAndNeitherWhatIsBesideNorSourceAndSink() {
        KubernetesSettings settings = Sample.SETTINGS.withDefaults(Defaults.NONE.withEnv(
                List.of(variable("name: A, value: platform"), variable("name: B, value: platform"))));
        PodSpec pod = Sample.module().under(settings).kubernetes("""
                        containers: [{image: a, env: [{name: A, value: mine}]}]
                        sidecars: [{name: s, image: s}]
                        """).pod();

        assertThat(Sample.variables(pod.getContainers().getFirst()))
                .containsEntry("A", "mine")
                .containsEntry("B", "platform");
        assertThat(Sample.variables(pod.getInitContainers().getFirst())).doesNotContainKeys("A", "B");
        assertThat(Sample.module().under(settings).kind(StepKind.SOURCE).variables())
                .doesNotContainKeys("A", "B");
    }

    private static JsonNode variable(String yaml) {
        return Sample.json("{" + yaml + "}");
    }

    @Test
    void sourceAndSinkGetTheStoreAndItsCredentialsByReference() {
        for (StepKind kind : new StepKind[] {StepKind.SOURCE, StepKind.SINK}) {
            Sample sample = Sample.module().under(WITH_STORE).kind(kind);

            assertThat(sample.variables())
                    .containsEntry("AWS_ENDPOINT_URL_S3", "http://store:9000/$$(x)")
                    .containsEntry("HOME", "/tmp");
            assertThat(sample.main().getEnvFrom())
                    .singleElement()
                    .extracting(from -> from.getSecretRef().getName())
                    .isEqualTo("store-keys");
            assertThat(sample.pod().getServiceAccountName()).isEqualTo("transfer");
        }
    }

    @Test
    void theSinkAloneLooksWhetherItsWorkspaceIsTheOneThatWasBegun() {
        Sample sink = Sample.module().kind(StepKind.SINK);

        assertThat(sink.variables()).containsEntry("FORGE_BEGUN", "/run-folder/begun");
        assertThat(sink.main().getVolumeMounts())
                .extracting(mount -> mount.getMountPath() + " " + mount.getSubPath() + " " + mount.getReadOnly())
                .containsExactly(
                        "/data runs/weather-5-6dgampqjch/data null", "/run-folder runs/weather-5-6dgampqjch true");
        assertThat(Sample.module().variables()).doesNotContainKey("FORGE_BEGUN");
        assertThat(Sample.module().kind(StepKind.SOURCE).variables()).doesNotContainKey("FORGE_BEGUN");
    }

    @Test
    void withoutASecretThePodsIdentityIsAll() {
        KubernetesSettings identity =
                Sample.SETTINGS.withTransfer(new Transfer(Map.of(), Optional.empty(), Optional.of("transfer")));

        assertThat(Sample.module().under(identity).kind(StepKind.SOURCE).main().getEnvFrom())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=B", "", "ümlaut", "tab\t", "zero\0"})
    void aNameThatKubernetesDoesNotTakeIsRefused(String name) {
        assertThatThrownBy(() -> Sample.module().with(name, "x").job())
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("no environment variable named");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with.dots-and-dashes", "UID", "1st", "a b", "%"})
    void aNameThatOnlyShellsDoNotKnowIsTaken(String name) {
        assertThat(Sample.module().with(name, "x").variables()).containsEntry(name, "x");
    }

    @Test
    void aValueWithAZeroByteIsRefused() {
        assertThatThrownBy(() -> Sample.module().with("A", "x\0y").job())
                .isInstanceOf(LaunchRefused.class)
                .hasMessageContaining("variable A");
    }
}
