package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.StepKind;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.KubernetesSettings.Transfer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes every kind of manifest as it is, where Pod Security is enforced. */
class ManifestAcceptedE2E {
    private static TestNamespace namespace;

    @BeforeAll
    static void open() {
        namespace = new TestNamespace();
    }

    @AfterAll
    static void close() {
        namespace.close();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theApiTakesTheJobAndPodSecurityItsPod(Function<Sample, Sample> sample) {
        Job job = sample.apply(Sample.module().under(namespace.settings("workspaces")))
                .job();

        tried(job);
        tried(pod(job));
    }

    static Stream<Named<Function<Sample, Sample>>> samples() {
        return Stream.of(
                Named.of("plain", sample -> sample),
                Named.of("first and restored", sample -> sample.first().restored()),
                Named.of(
                        "source",
                        sample -> withStore(sample).kind(StepKind.SOURCE).first()),
                Named.of("sink", sample -> withStore(sample).kind(StepKind.SINK)),
                Named.of(
                        "odd names",
                        sample -> sample.attempt("a run: \"ü\" $(x)", "e", "s-" + "x".repeat(61), 99_999)
                                .with("with.dots-and-dashes", "1")
                                .with("1st %", "2")),
                Named.of(
                        "references",
                        sample -> sample.with("A", new EnvValue.SecretKey("s", "k"))
                                .with("B", new EnvValue.ConfigMapKey("c", "k"))),
                Named.of(
                        "resources",
                        sample -> sample.asking(new Resources(
                                Optional.of(new Quantity("0.5")),
                                Optional.of(new Quantity("1G")),
                                Optional.of(new Quantity("2Gi")),
                                Map.of("nvidia.com/gpu", new Quantity("1"))))),
                Named.of("placement", sample -> sample.kubernetes("""
                        imagePullSecrets: [pull]
                        nodeSelector: {pool: batch}
                        tolerations: [{key: gpu, operator: Exists, effect: NoExecute, tolerationSeconds: 5}]
                        affinity:
                          nodeAffinity:
                            preferredDuringSchedulingIgnoredDuringExecution:
                            - weight: 1
                              preference: {matchExpressions: [{key: a, operator: In, values: [b]}]}
                        priorityClass: system-node-critical
                        """)),
                Named.of("volumes", sample -> sample.kubernetes("""
                        volumes:
                        - {name: scratch, emptyDir: {sizeLimit: 1Gi}}
                        - {name: both, projected: {sources: [{configMap: {name: c}}, {secret: {name: s}}]}}
                        volumeMounts:
                        - {name: scratch, mountPath: /scratch}
                        - {name: workspace, mountPath: /part, subPath: a/b, readOnly: true}
                        securityContext: {readOnlyRootFilesystem: true, runAsUser: 7}
                        """)),
                Named.of(
                        "token, where the platform allows it",
                        sample -> sample.under(allowing(sample.settings(), "projected", "serviceAccountToken"))
                                .kubernetes("""
                        volumes:
                        - {name: token, projected: {sources: [{serviceAccountToken: {path: t, audience: a}}]}}
                        volumeMounts: [{name: token, mountPath: /token}]
                        """)),
                Named.of("the platform's parts", sample -> sample.under(withParts(sample.settings()))),
                Named.of("beside", sample -> sample.kubernetes("""
                        initContainers: [{name: i, image: i}]
                        sidecars: [{name: s, image: s, startupProbe: {tcpSocket: {port: 80}}}]
                        """)),
                Named.of("raw", sample -> sample.kubernetes("""
                        containers:
                        - {name: a, image: a, ports: [{containerPort: 80}], resources: {limits: {cpu: 1}}}
                        - {image: b, terminationMessagePath: /tmp/x}
                        """)),
                Named.of(
                        "many raw",
                        sample -> sample.kubernetes(Stream.iterate(0, i -> i < 30, i -> i + 1)
                                .map(i -> "{name: c" + i + ", image: x}")
                                .reduce((a, b) -> a + ", " + b)
                                .map(all -> "containers: [" + all + "]")
                                .orElseThrow())));
    }

    @Test
    void theApiTakesTheRunsConfigMapAndTheCleaningJob() {
        KubernetesSettings settings = namespace.settings("workspaces");
        Job cleaning = CleaningJob.of(settings, "a:b", settings.namespaces().getFirst());

        tried(RunConfigMap.of(settings, "a:b", settings.namespaces().getFirst()));
        tried(cleaning);
        tried(pod(cleaning));
    }

    @ParameterizedTest
    @MethodSource("unrestricted")
    void podSecurityRefusesWhatAModulesOwnSecurityContextBreaks(String securityContext, String said) {
        Job job = Sample.module()
                .under(namespace.settings("workspaces"))
                .kubernetes("securityContext: " + securityContext)
                .job();

        tried(job);
        assertThatThrownBy(() -> tried(pod(job)))
                .hasMessageContaining("PodSecurity")
                .hasMessageContaining(said);
    }

    static Stream<Arguments> unrestricted() {
        return Stream.of(
                Arguments.of("{runAsUser: 0}", "runAsNonRoot"),
                Arguments.of("{privileged: true}", "privileged"),
                Arguments.of("{capabilities: {add: [SYS_ADMIN]}}", "SYS_ADMIN"));
    }

    @Test
    void theApisOwnWordsReachUsForWhatOnlyItCanTell() {
        Job job = Sample.module()
                .under(namespace.settings("workspaces"))
                .kubernetes("tolerations: [{key: a, operator: Equals}]")
                .job();

        assertThatThrownBy(() -> tried(job)).hasMessageContaining("Equals").hasMessageContaining("tolerations[0]");
    }

    private static KubernetesSettings store(KubernetesSettings settings) {
        return settings.withTransfer(
                new Transfer(Map.of("AWS_ENDPOINT_URL_S3", "http://s:1"), Optional.of("keys"), Optional.of("default")));
    }

    private static KubernetesSettings allowing(KubernetesSettings settings, String... volumes) {
        return settings.withDefaults(Defaults.NONE.withAllowed(Map.of("volumes", List.of(volumes))));
    }

    private static KubernetesSettings withParts(KubernetesSettings settings) {
        return settings.withDefaults(Defaults.NONE
                .withKubernetes(Sample.spec("""
                        volumes: [{name: ca, configMap: {name: ca}}]
                        volumeMounts: [{name: ca, mountPath: /etc/ca, readOnly: true}]
                        initContainers: [{name: warm, image: warm}]
                        sidecars: [{name: proxy, image: proxy}]
                        """))
                .withEnv(List.of(Sample.json("{name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}"))));
    }

    private static Sample withStore(Sample sample) {
        return sample.under(store(sample.settings()));
    }

    private static void tried(HasMetadata object) {
        var answer = namespace
                .client
                .resource(object)
                .dryRun()
                .fieldValidation(Validation.STRICT)
                .create();
        assertThat(answer.getMetadata().getName())
                .isEqualTo(object.getMetadata().getName());
    }

    /** Pod Security looks at pods; of a Job it only warns. */
    private static Pod pod(Job job) {
        return new PodBuilder()
                .withMetadata(job.getSpec().getTemplate().getMetadata())
                .editMetadata()
                .withName("tried")
                .withNamespace(namespace.name)
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .build();
    }
}
