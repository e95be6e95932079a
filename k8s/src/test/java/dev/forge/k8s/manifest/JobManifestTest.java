package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.step.Category;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Namespace;
import dev.forge.k8s.MainContainers;
import dev.forge.k8s.Names;
import dev.forge.runtime.LaunchRefused;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The Job as a whole. */
class JobManifestTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void aWholeJobReadsAsInTheFile() throws IOException {
        Job job = Sample.module()
                .first()
                .restored()
                .sh("monthly --by \"$BY\" $(FORGE_DATA)")
                .with("BY", "month")
                .with("TOKEN", new EnvValue.SecretKey("station", "token"))
                .with("UNITS", new EnvValue.ConfigMapKey("units", "temperature"))
                .asking(Sample.resources("500m", "256Mi"))
                .job();

        assertThat(plain(job)).isEqualTo(YAML.asYaml(YAML.unmarshal(resource("job.yaml"), Job.class)));
    }

    @Test
    void asJsonAJobReadsAsKubectlShowsItAndSecretsAreOnlyNamed() {
        Job job = Sample.module()
                .sh("monthly")
                .with("TOKEN", new EnvValue.SecretKey("station", "token"))
                .job();

        JsonNode json = JobJson.of(job);

        assertThat(json.path("kind").asText()).isEqualTo("Job");
        assertThat(json.at("/spec/template/spec/containers/0/env").findValues("secretKeyRef"))
                .singleElement()
                .hasToString("{\"key\":\"token\",\"name\":\"station\"}");
        assertThat(YAML.asYaml(YAML.convertValue(json, Job.class))).isEqualTo(YAML.asYaml(job));
    }

    @Test
    void theSameTaskGivesTheSameJobOnEveryWorker() {
        assertThat(Sample.module().job()).isEqualTo(Sample.module().job());
    }

    @Test
    void aJobRunsOnePodOnceAndStays() {
        JobSpec spec = Sample.module().job().getSpec();

        assertThat(spec.getBackoffLimit()).isZero();
        assertThat(spec.getParallelism()).isOne();
        assertThat(spec.getCompletions()).isOne();
        assertThat(spec.getPodReplacementPolicy()).isEqualTo("Failed");
        assertThat(spec.getTtlSecondsAfterFinished()).isNull();
        assertThat(spec.getActiveDeadlineSeconds()).isNull();
        assertThat(spec.getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
    }

    @Test
    void everyFailureFailsTheJobAndADisruptionIsToldApartFirst() {
        var rules = Sample.module()
                .kubernetes("containers: [{name: a, image: a}, {name: b, image: b}]")
                .job()
                .getSpec()
                .getPodFailurePolicy()
                .getRules();

        assertThat(rules).allMatch(rule -> rule.getAction().equals("FailJob")).hasSize(4);
        assertThat(rules.getFirst().getOnPodConditions())
                .allMatch(condition -> condition.getType().equals("DisruptionTarget"));
        assertThat(rules.subList(1, 4))
                .extracting(rule -> rule.getOnExitCodes().getContainerName())
                .containsExactly("a", "b", null);
        assertThat(rules.subList(1, 4))
                .allMatch(rule -> rule.getOnExitCodes().getOperator().equals("NotIn")
                        && rule.getOnExitCodes().getValues().equals(List.of(0)));
    }

    @Test
    void thePodsOwnDeadlineIsBeyondAllThatTheAttemptMayTake() {
        PodSpec pod = Sample.module().within(Duration.ofHours(2)).pod();

        // Running time, volume 10 min, image 30 min, its faults 5 min, grace 30 s, an hour for init containers, 1 s.
        assertThat(pod.getActiveDeadlineSeconds()).isEqualTo((120 + 10 + 30 + 5 + 60) * 60 + 30 + 1);
        assertThat(Sample.module().within(Duration.ofDays(100_000)).pod().getActiveDeadlineSeconds())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void theGraceIsTheInstallations() {
        assertThat(Sample.module()
                        .under(Sample.SETTINGS.withGrace(Duration.ofSeconds(7)))
                        .pod()
                        .getTerminationGracePeriodSeconds())
                .isEqualTo(7);
    }

    @Test
    void aModuleGetsNoTokenAndNoServicesOfTheNamespace() {
        PodSpec pod = Sample.module().pod();

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
    }

    @Test
    void theJobIsOwnedByTheRunsConfigMap() {
        Job job = Sample.module().job();

        assertThat(job.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getName()).isEqualTo(RunConfigMap.name("weather-5")))
                .satisfies(owner -> assertThat(owner.getBlockOwnerDeletion()).isNull());
    }

    @Test
    void thePodNamesItsAttemptAndTheContainersThatDecide() {
        Job job = Sample.module()
                .kubernetes("containers: [{name: a, image: a}, {name: b, image: b}]\nsidecars: [{name: s, image: s}]")
                .job();
        var pod = job.getSpec().getTemplate();

        assertThat(pod.getMetadata().getLabels()).isEqualTo(job.getMetadata().getLabels());
        assertThat(pod.getMetadata().getAnnotations())
                .containsAllEntriesOf(job.getMetadata().getAnnotations());
        assertThat(MainContainers.of(new PodBuilder()
                        .withMetadata(pod.getMetadata())
                        .withSpec(pod.getSpec())
                        .build()))
                .containsExactly("a", "b");
    }

    @Test
    void aPodThatSaysNothingIsDecidedByAllItsContainers() {
        assertThat(MainContainers.of(new PodBuilder()
                        .withNewMetadata()
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("x")
                        .endContainer()
                        .endSpec()
                        .build()))
                .containsExactly("x");
    }

    @Test
    void theHashIsOfTheTaskAndNotOfTheSettings() {
        String hash = hash(Sample.module());

        assertThat(hash(Sample.module().under(Sample.SETTINGS.withGrace(Duration.ofSeconds(1)))))
                .isEqualTo(hash);
        assertThat(hash(Sample.module().args("a, b")))
                .isNotEqualTo(hash)
                .isNotEqualTo(hash(Sample.module().args("a", "b")));
        assertThat(hash(Sample.module().with("A", "1"))).isNotEqualTo(hash);
        assertThat(hash(Sample.module().kubernetes("priorityClass: high"))).isNotEqualTo(hash);
    }

    @Test
    void aTaskGoesToTheNamespaceThatItNamesOrToTheFirst() {
        Namespace heavy = new Namespace("heavy", "large", Optional.of("modules"));
        KubernetesSettings two = Sample.SETTINGS.withNamespaces(List.of(Sample.RUNS, heavy));

        assertThat(Sample.module().under(two).job().getMetadata().getNamespace())
                .isEqualTo("runs");
        Job job = Sample.module().under(two).kubernetes("namespace: heavy").job();
        assertThat(job.getMetadata().getNamespace()).isEqualTo("heavy");
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        assertThat(pod.getServiceAccountName()).isEqualTo("modules");
        assertThat(pod.getVolumes().getFirst().getPersistentVolumeClaim().getClaimName())
                .isEqualTo("large");
        assertThatThrownBy(() -> Sample.module()
                        .under(two)
                        .kubernetes("namespace: light")
                        .job())
                .isInstanceOfSatisfying(LaunchRefused.class, refused -> {
                    assertThat(refused.failure().category()).isEqualTo(Category.CONFIGURATION);
                    assertThat(refused.failure().message()).contains("light");
                    assertThat(refused.failure().remedy()).isEqualTo("use one of: runs, heavy");
                });
    }

    private static String hash(Sample sample) {
        Map<String, String> annotations = sample.job().getMetadata().getAnnotations();
        return annotations.get(Names.SPEC_HASH);
    }

    /** The programs have tests of their own, and the digest is of whatever fields a task comes to have. */
    private static String plain(Job job) {
        job.getSpec()
                .getTemplate()
                .getSpec()
                .getInitContainers()
                .forEach(container -> container.getCommand().set(2, "(program)"));
        job.getMetadata().getAnnotations().put(Names.SPEC_HASH, "(digest)");
        job.getSpec().getTemplate().getMetadata().getAnnotations().put(Names.SPEC_HASH, "(digest)");
        return YAML.asYaml(job);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(JobManifestTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
