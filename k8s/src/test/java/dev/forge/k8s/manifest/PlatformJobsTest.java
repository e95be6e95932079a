package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.Span;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.KubernetesSettings.Defaults;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Forge makes beside the module's container. */
class PlatformJobsTest {
    private static final String RUN = "nightly-2026-11-21T03:00:00Z";

    @Test
    void onlyTheFirstStepPreparesAndOnlyPrepareSeesTheWholeVolume() {
        assertThat(Sample.module().pod().getInitContainers()).isEmpty();
        PodSpec pod = Sample.module().first().restored().pod();

        Container prepare = pod.getInitContainers().getFirst();
        assertThat(prepare.getName()).isEqualTo("prepare");
        assertThat(prepare.getImage()).isEqualTo("registry.example/forge/transfer:1");
        assertThat(prepare.getVolumeMounts()).singleElement().satisfies(mount -> {
            assertThat(mount.getMountPath()).isEqualTo("/volume");
            assertThat(mount.getSubPath()).isNull();
        });
        assertThat(pod.getInitContainers().get(1).getVolumeMounts())
                .singleElement()
                .extracting(VolumeMount::getSubPath)
                .asString()
                .matches("runs/weather-5-[a-z2-7]{10}");
        assertThat(pod.getContainers())
                .allSatisfy(main -> assertThat(main.getVolumeMounts())
                        .allMatch(mount -> mount.getSubPath().endsWith("/data")));
    }

    @Test
    void aCopyIsOfOneStepAndExecution() {
        String copy = copy(Sample.module());

        assertThat(copy)
                .startsWith("monthly-")
                .isEqualTo(copy(Sample.module().attempt("weather-5", "execution-1", "monthly", 4)));
        assertThat(copy(Sample.module().attempt("weather-5", "execution-2", "monthly", 1)))
                .isNotEqualTo(copy);
        assertThat(copy(Sample.module().as("daily"))).isNotEqualTo(copy);
    }

    @ParameterizedTest
    @EnumSource
    void kubernetesLeavesTheProgramsAsTheyAre(Script script) {
        assertThat(script.command("claim", "key").get(2)).doesNotContain("$(", "$$");
    }

    @Test
    void smallContainersAskForLittleAndForMemoryAsQuotasDemand() {
        Container prepare = Sample.module().first().pod().getInitContainers().getFirst();

        assertThat(prepare.getResources().getLimits().get("memory")).hasToString("64Mi");
        assertThat(prepare.getResources().getRequests()).hasSize(2);
        assertThat(prepare.getSecurityContext()).isEqualTo(Security.container());
    }

    @Test
    void theCleaningJobIsTheRunsAndNoAttempt() {
        Job job = CleaningJob.of(Sample.SETTINGS, RUN, Sample.RUNS);

        assertThat(job.getMetadata().getName()).isEqualTo(CleaningJob.name(RUN)).matches("[a-z][-a-z0-9]{0,62}");
        assertThat(job.getMetadata().getNamespace()).isEqualTo("runs");
        assertThat(job.getMetadata().getLabels())
                .containsEntry(Names.MANAGED_BY, "forge")
                .containsEntry(Names.INSTALLATION, "forge")
                .containsEntry(Names.PURPOSE, "cleaning")
                .containsKey(Names.RUN)
                .doesNotContainKeys(Names.STEP, Names.ATTEMPT);
        assertThat(job.getSpec().getTemplate().getMetadata().getLabels())
                .isEqualTo(job.getMetadata().getLabels());
        assertThat(job.getMetadata().getAnnotations()).containsEntry(Names.RUN_ID, RUN);
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(3600);
        assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(600);
    }

    @Test
    void theCleaningPodIsRestrictedAndRunsWhereModulesMay() {
        KubernetesSettings settings = Sample.SETTINGS.withDefaults(Defaults.NONE.withKubernetes(Sample.spec("""
                tolerations: [{key: batch, operator: Exists}]
                imagePullSecrets: [pull]
                sidecars: [{name: proxy, image: x}]
                """)));
        PodSpec pod = CleaningJob.of(settings, RUN, Sample.RUNS)
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getTolerations()).hasSize(1);
        assertThat(pod.getImagePullSecrets()).hasSize(1);
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getSecurityContext()).isEqualTo(Security.pod(settings.user()));
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getContainers()).singleElement().satisfies(clean -> {
            assertThat(clean.getName()).isEqualTo("clean");
            assertThat(clean.getVolumeMounts())
                    .extracting(VolumeMount::getMountPath)
                    .containsExactly("/volume");
        });
    }

    @Test
    void theReadingJobIsNoAttemptAndIsNotRepeated() {
        Job job = ReadingJob.of(Sample.SETTINGS, RUN, Sample.RUNS, Reading.of(read("a")), "abcd1234");

        assertThat(job.getMetadata().getName()).endsWith("-read-abcd1234").matches("[a-z][-a-z0-9]{0,62}");
        assertThat(job.getMetadata().getLabels())
                .containsEntry(Names.PURPOSE, "reading")
                .containsKey(Names.RUN)
                .doesNotContainKeys(Names.STEP, Names.ATTEMPT);
        assertThat(job.getSpec().getBackoffLimit()).isZero();
        assertThat(job.getSpec().getActiveDeadlineSeconds()).isEqualTo(60);
    }

    @Test
    void whatReadsSeesItsRunsFilesAloneAndCannotWrite() {
        PodSpec pod = ReadingJob.of(Sample.SETTINGS, RUN, Sample.RUNS, Reading.of(read("a")), "abcd1234")
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getInitContainers())
                .singleElement()
                .satisfies(look -> assertThat(look.getVolumeMounts())
                        .singleElement()
                        .satisfies(mount -> {
                            assertThat(mount.getMountPath()).isEqualTo("/volume");
                            assertThat(mount.getReadOnly()).isTrue();
                        }));
        assertThat(pod.getContainers()).singleElement().satisfies(reader -> {
            assertThat(reader.getEnv()).isEmpty();
            assertThat(reader.getVolumeMounts()).singleElement().satisfies(mount -> {
                assertThat(mount.getMountPath()).isEqualTo("/data");
                assertThat(mount.getSubPath()).endsWith("/data");
                assertThat(mount.getReadOnly()).isTrue();
            });
        });
    }

    @Test
    void aPathReachesTheProgramAsItIs() {
        assertThat(Reading.of(read("$(HOME)/$$x $y")).command("claim"))
                .containsSubsequence("read.sh", "claim", "8", "9", "$$(HOME)/$$$$x $$y");
        FilesQuery list = new FilesQuery(
                RUN,
                "a",
                "b",
                5,
                Optional.of(List.of(
                        new Span(Instant.ofEpochSecond(7), Instant.ofEpochSecond(8)),
                        new Span(Instant.ofEpochSecond(9), Instant.ofEpochSecond(9)))));
        assertThat(Reading.of(list).command("claim")).containsSubsequence("list.sh", "claim", "a", "b", "5", "7-8,9-9");
    }

    private static FileQuery read(String path) {
        return new FileQuery(RUN, path, 7, 9);
    }

    @Test
    void theRunsConfigMapNamesItsRunAndOwnsByItsUid() {
        ConfigMap map = RunConfigMap.of(Sample.SETTINGS, RUN, Sample.RUNS);

        assertThat(map.getMetadata().getName())
                .isEqualTo(RunConfigMap.name(RUN))
                .endsWith("-run");
        assertThat(map.getMetadata().getLabels()).containsOnlyKeys(Names.MANAGED_BY, Names.INSTALLATION, Names.RUN);
        assertThat(map.getMetadata().getAnnotations()).containsEntry(Names.RUN_ID, RUN);
        var owner = RunConfigMap.owner(new ConfigMapBuilder(map)
                .editMetadata()
                .withUid("u-1")
                .endMetadata()
                .build());
        assertThat(owner.getUid()).isEqualTo("u-1");
        assertThat(owner.getName()).isEqualTo(map.getMetadata().getName());
        assertThat(owner.getKind()).isEqualTo("ConfigMap");
        assertThat(owner.getApiVersion()).isEqualTo("v1");
    }

    private static String copy(Sample sample) {
        return sample.restored()
                .pod()
                .getInitContainers()
                .getFirst()
                .getCommand()
                .get(5);
    }
}
