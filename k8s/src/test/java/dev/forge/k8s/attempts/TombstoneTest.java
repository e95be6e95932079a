package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.Judgement;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.Names;
import dev.forge.k8s.Observed;
import dev.forge.k8s.WaitingLimits;
import dev.forge.k8s.manifest.JobManifest;
import dev.forge.k8s.verdict.JobVerdict;
import dev.forge.runtime.Tasks;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The Job that keeps the name of an attempt which was not launched, and what becomes of those that were ended. */
class TombstoneTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final KubernetesSettings.Namespace RUNS =
            new KubernetesSettings.Namespace("runs", "workspaces", Optional.empty());
    private static final KubernetesSettings SETTINGS =
            KubernetesSettings.of("forge", RUNS, KubernetesSettings.Images.of("transfer:1"));

    private final StepTask task = Tasks.of("busybox:1.36", "weather-5").sh("exit 0");
    private final Job attempt = new JobManifest(SETTINGS).job(task, RUNS);
    private final Job tombstone = Tombstone.of(attempt, NOON, Tombstone.LEAST);

    @Test
    void itTakesTheNameOfItsAttemptAndIsAdoptedInItsPlace() {
        assertThat(tombstone.getMetadata().getName()).isEqualTo(task.attempt().name());
        assertThat(tombstone.getMetadata().getNamespace()).isEqualTo("runs");
        assertThat(tombstone.getMetadata().getLabels())
                .isEqualTo(attempt.getMetadata().getLabels());
        assertThat(tombstone.getMetadata().getAnnotations())
                .containsAllEntriesOf(attempt.getMetadata().getAnnotations())
                .containsKey(Names.SPEC_HASH);
        assertThat(Annotations.attempt(tombstone)).contains(task.attempt());
    }

    @Test
    void itMakesNoPodAndFinishesAndExpires() {
        assertThat(tombstone.getSpec().getParallelism()).isZero();
        assertThat(tombstone.getSpec().getSuspend()).isNull();
        assertThat(tombstone.getSpec().getActiveDeadlineSeconds()).isEqualTo(1);
        assertThat(tombstone.getSpec().getTtlSecondsAfterFinished()).isEqualTo(3600);
    }

    @Test
    void noRunOwnsItWithWhichItWouldGo() {
        assertThat(tombstone.getMetadata().getOwnerReferences()).isEmpty();
    }

    @Test
    void whoeverSeesItSeesAnAttemptThatWasCanceledAndNeverStarted() {
        Observed seen = new Observed(Optional.of(tombstone), List.of(), List.of());

        assertThat(JobVerdict.of(seen, WaitingLimits.DEFAULT, NOON.plusSeconds(60)))
                .isInstanceOfSatisfying(
                        Judgement.Ended.class,
                        ended -> assertThat(ended.outcome())
                                .isInstanceOfSatisfying(StepOutcome.Failed.class, failed -> {
                                    assertThat(failed.failure().category()).isEqualTo(Category.CANCELED);
                                    assertThat(failed.startedAt()).isEmpty();
                                    assertThat(failed.endedAt()).isCloseTo(NOON, within(0, ChronoUnit.MILLIS));
                                }));
        assertThat(Annotations.isMarked(tombstone)).isTrue();
    }

    @Test
    void itStaysForAnHourAtLeastHoweverSoonOtherJobsGo() {
        assertThat(Tombstone.kept(Duration.ZERO)).isEqualTo(Duration.ofHours(1));
        assertThat(Tombstone.kept(Duration.ofHours(3))).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void anEndedJobThatIsLetGoMakesNoPodAndFinishesAndExpiresToo() throws Exception {
        JsonNode spec = rested(suspended()).path("spec");

        assertThat(spec.path("suspend").booleanValue()).isFalse();
        assertThat(spec.path("suspend").isBoolean()).isTrue();
        assertThat(spec.path("parallelism").intValue()).isZero();
        assertThat(spec.path("parallelism").isInt()).isTrue();
        assertThat(spec.path("activeDeadlineSeconds").intValue()).isEqualTo(1);
        assertThat(spec.path("ttlSecondsAfterFinished").intValue()).isEqualTo(3600);
    }

    @Test
    void whatCameOfItIsWrittenDownBeforeItsSuspensionGoesUnlessItWasAlready() throws Exception {
        Job told = suspended()
                .edit()
                .editMetadata()
                .addToAnnotations(Names.OUTCOME, "{}")
                .endMetadata()
                .build();

        assertThat(rested(suspended()).path("metadata").path("annotations").has(Names.OUTCOME))
                .isTrue();
        assertThat(rested(told).path("metadata").has("annotations")).isFalse();
    }

    private Job suspended() {
        return attempt.edit()
                .editMetadata()
                .withUid("uid-1")
                .withResourceVersion("7")
                .endMetadata()
                .editSpec()
                .withSuspend(true)
                .endSpec()
                .build();
    }

    private static JsonNode rested(Job ended) throws Exception {
        StepOutcome outcome = new StepOutcome.Succeeded(Optional.empty(), NOON, "");
        JsonNode change = HistoryFormat.mapper().readTree(Changes.rest(ended, outcome, Duration.ofHours(1)));
        assertThat(change.path("metadata").path("resourceVersion").textValue()).isEqualTo("7");
        return change;
    }
}
