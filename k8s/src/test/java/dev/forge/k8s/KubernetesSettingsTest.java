package dev.forge.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.KubernetesSettings.Images;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.KubernetesSettings.Transfer;
import dev.forge.k8s.KubernetesSettings.User;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesSettingsTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Namespace RUNS = new Namespace("runs", "workspaces", Optional.empty());
    private static final KubernetesSettings PLAIN = KubernetesSettings.of("forge", RUNS, Images.of("forge/transfer:1"));

    @Test
    void theDefaultsAreThoseOfKubernetesAndNothingSpecial() {
        assertThat(PLAIN)
                .isEqualTo(new KubernetesSettings(
                        "forge",
                        List.of(RUNS),
                        new Images("", "forge/transfer:1", "IfNotPresent"),
                        new User(10_001, 10_001),
                        Duration.ofSeconds(30),
                        WaitingLimits.DEFAULT,
                        new Transfer(Map.of(), Optional.empty(), Optional.empty()),
                        new Defaults(
                                Resources.NONE,
                                Resources.NONE,
                                KubernetesSpec.NONE,
                                List.of(),
                                Map.of(),
                                new PlatformNames(List.of(), List.of())),
                        Duration.ofHours(1)));
    }

    @Test
    void everySettingCanBeGiven() {
        Namespace other = new Namespace("heavy", "large", Optional.of("modules"));
        Images images = new Images("registry.example/team/", "transfer:2", "Always");
        WaitingLimits limits = new WaitingLimits(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(5),
                Duration.ofSeconds(6));
        Transfer transfer =
                new Transfer(Map.of("AWS_REGION", "eu-central-1"), Optional.of("store"), Optional.of("transfer"));
        Resources least = new Resources(Optional.of(new Quantity("100m")), Optional.of(new Quantity("64Mi")));
        Resources most = new Resources(Optional.of(new Quantity("8")), Optional.of(new Quantity("16Gi")));
        KubernetesSpec kubernetes = KubernetesSpec.NONE;
        List<JsonNode> env = List.of(variable("HTTP_PROXY", "http://proxy:3128"));
        Map<String, List<String>> allowed = Map.of("volumes", List.of("emptyDir"));
        PlatformNames own = new PlatformNames(List.of("blue-worker"), List.of("temporal-key"));

        assertThat(KubernetesSettings.of("team-a", RUNS, Images.of("transfer:2").withPrefix("x/"))
                        .withNamespaces(List.of(RUNS, other))
                        .withImages(images)
                        .withUser(new User(2000, 3000))
                        .withGrace(Duration.ofSeconds(5))
                        .withLimits(limits)
                        .withTransfer(transfer)
                        .withDefaults(Defaults.NONE
                                .withResources(least)
                                .withMost(most)
                                .withKubernetes(kubernetes)
                                .withEnv(env)
                                .withAllowed(allowed)
                                .withOwn(own))
                        .withKeepJobs(Duration.ZERO))
                .isEqualTo(new KubernetesSettings(
                        "team-a",
                        List.of(RUNS, other),
                        images,
                        new User(2000, 3000),
                        Duration.ofSeconds(5),
                        limits,
                        transfer,
                        new Defaults(least, most, kubernetes, env, allowed, own),
                        Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "weather-monthly:1, registry.example/team/weather-monthly:1",
        "team/weather:1, registry.example/team/team/weather:1",
        "weather, registry.example/team/weather",
        "docker.io/library/busybox, docker.io/library/busybox",
        "localhost/weather:1, localhost/weather:1",
        "localhost:5000/weather, localhost:5000/weather",
        "host:5000/weather, host:5000/weather",
        "ghcr.example/a/b@sha256:0, ghcr.example/a/b@sha256:0",
    })
    void thePrefixIsPutBeforeAnImageThatNamesNoRegistry(String image, String full) {
        assertThat(Images.of("transfer").withPrefix("registry.example/team/").full(image))
                .isEqualTo(full);
        assertThat(Images.of("transfer").full(image)).isEqualTo(image);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.example/", "registry.example:5000/", "localhost:5000/a/", "team/", "a.b/c/d-e/"})
    void aPrefixEndsWithASlash(String prefix) {
        assertThat(Images.of("transfer").withPrefix(prefix).full("x")).isEqualTo(prefix + "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.example", "https://registry.example/", "/", "a//", "a b/", "a/B/"})
    void whatIsNoPrefixIsRefused(String prefix) {
        refused(() -> Images.of("transfer").withPrefix(prefix), "\"" + prefix + "\"", "registry.example/team/");
    }

    @Test
    void whatKubernetesWouldRefuseIsRefusedAtTheStart() {
        refused(() -> KubernetesSettings.of("Forge", RUNS, PLAIN.images()), "the installation", "\"Forge\"");
        refused(() -> KubernetesSettings.of("a".repeat(64), RUNS, PLAIN.images()), "at most 63");
        refused(() -> PLAIN.withNamespaces(List.of()), "at least one namespace");
        refused(() -> PLAIN.withNamespaces(List.of(RUNS, RUNS)), "namespace runs is there twice");
        refused(() -> new Namespace("a.b", "claim", Optional.empty()), "the namespace", "\"a.b\"");
        refused(() -> new Namespace("runs", "My_Claim", Optional.empty()), "the claim of namespace runs");
        refused(() -> new Namespace("runs", "c", Optional.of("")), "the service account of namespace runs");
        refused(() -> Images.of(""), "the transfer image", "a name and a tag");
        refused(() -> new Images("", "transfer", "ifNotPresent"), "did you mean IfNotPresent?");
    }

    @Test
    void theGraceIsWholeSeconds() {
        refused(() -> PLAIN.withGrace(Duration.ZERO), "whole seconds, 1 or more");
        refused(() -> PLAIN.withGrace(Duration.ofMillis(1500)), "whole seconds");
        refused(() -> PLAIN.withKeepJobs(Duration.ofSeconds(-1)), "whole seconds, 0 or more");
        refused(() -> PLAIN.withKeepJobs(Duration.ofDays(100_000)), "whole seconds");
    }

    @Test
    void noStepRunsAsRoot() {
        refused(() -> new User(0, 10_001), "the UID of steps cannot be 0");
        refused(() -> new User(10_001, 0), "the GID of steps cannot be 0");
        refused(() -> new User(1L << 31, 1), "the UID of steps");
    }

    @Test
    void noCredentialGetsIntoAManifest() {
        Map<String, String> env = Map.of("AWS_SECRET_ACCESS_KEY", "hidden");

        assertThatThrownBy(() -> new Transfer(env, Optional.empty(), Optional.empty()))
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY is a credential")
                .hasMessageContaining("Secret")
                .hasMessageNotContaining("hidden");
        refused(() -> new Transfer(Map.of("A=B", "x"), Optional.empty(), Optional.empty()), "\"A=B\"");
    }

    @Test
    void aDefaultCannotTakeThePlaceOfModules() {
        refused(
                () -> Defaults.NONE.withKubernetes(KubernetesSpec.NONE.withNamespace(Optional.of("other"))),
                "cannot name a namespace");
        refused(() -> Defaults.NONE.withAllowed(Map.of("volume", List.of())), "did you mean volumes?");
    }

    @Test
    void whatForgeMakesForItselfIsThePlatformsOwnWhateverIsNamedBeside() {
        assertThat(PLAIN.defaults().own())
                .isEqualTo(PlatformNames.FORGES)
                .isEqualTo(new PlatformNames(
                        List.of("forge-worker", "forge-starter", "forge-transfer"),
                        List.of("forge-object-store", "forge-pull", "forge-s3")));
        assertThat(new PlatformNames(List.of("blue-worker"), List.of("forge-s3", "temporal-key")))
                .isEqualTo(new PlatformNames(
                        List.of("forge-worker", "forge-starter", "forge-transfer", "blue-worker"),
                        List.of("forge-object-store", "forge-pull", "forge-s3", "temporal-key")));
        refused(() -> new PlatformNames(List.of("A"), List.of()), "a service account of the platform", "\"A\"");
        refused(() -> new PlatformNames(List.of(), List.of("A")), "a Secret of the platform", "\"A\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "volumes| {emptyDir: {}}| name",
                "volumeMounts| {mountPath: /x}| name",
                "volumeMounts| {name: x}| mountPath",
                "initContainers| {image: x}| name",
                "initContainers| {name: x}| image",
                "sidecars| {image: x}| name",
                "sidecars| {name: x}| image",
            })
    void aDefaultPartWithoutWhatKubernetesNeedsOfItIsRefused(String list, String part, String field) throws Exception {
        KubernetesSpec spec =
                HistoryFormat.mapper().treeToValue(YAML.readTree(list + ": [" + part + "]"), KubernetesSpec.class);

        refused(() -> Defaults.NONE.withKubernetes(spec), list + "[0] has no " + field);
    }

    @Test
    void aDefaultVariableIsNeitherForgesOwnNorACredentialNorThereTwice() {
        refused(() -> Defaults.NONE.withEnv(List.of(variable("FORGE_STEP", "x"))), "FORGE_STEP", "Forge sets those");
        refused(() -> Defaults.NONE.withEnv(List.of(variable("A=B", "x"))), "\"A=B\"");
        refused(() -> Defaults.NONE.withEnv(List.of(variable("A", "x"), variable("A", "y"))), "A is there twice");
        assertThatThrownBy(() -> Defaults.NONE.withEnv(List.of(variable("AWS_SESSION_TOKEN", "hidden"))))
                .hasMessageContaining("AWS_SESSION_TOKEN is a credential")
                .hasMessageContaining("valueFrom")
                .hasMessageNotContaining("hidden");
    }

    private static JsonNode variable(String name, String value) {
        return HistoryFormat.mapper().createObjectNode().put("name", name).put("value", value);
    }

    private static void refused(ThrowingCallable setting, String... words) {
        assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(words);
    }
}
