package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.Tasks;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** However an attempt is ended, nothing of it is left, nothing starts again, and everybody says the same. */
class EndingE2E extends AttemptE2E {
    @Test
    void aJobThatIsDeletedByHandIsADisruptionOnceItsPodIsGone() throws Exception {
        Launched launched = runtime.launch(tasks().sh(DEAF_TO_THE_TRUTH));
        running(runtime, launched);

        job(launched).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();

        // Whether its pod was still seen to end, or all was gone at once.
        assertThat(disruption(ended(runtime, launched)).category()).isIn(Category.DISRUPTED, Category.VANISHED);
        assertThat(pods(launched))
                .allSatisfy(pod -> assertThat(pod.getStatus().getPhase()).isIn("Succeeded", "Failed"));
    }

    @Test
    void ofAJobThatWasDeletedAloneThePodIsEndedToo() throws Exception {
        Launched launched = runtime.launch(tasks().sh(DEAF_TO_THE_TRUTH));
        running(runtime, launched);

        job(launched).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();

        assertThat(ended(another, launched)).isInstanceOf(StepOutcome.Disrupted.class);
        assertThat(pods(launched))
                .allSatisfy(pod -> assertThat(pod.getStatus().getPhase()).isIn("Succeeded", "Failed"));
    }

    @Test
    void aPodThatIsDeletedByHandIsADisruptionWhateverItsExitCode() throws Exception {
        Launched launched = runtime.launch(tasks().sh(DEAF_TO_THE_TRUTH));
        running(runtime, launched);

        pod(launched).delete();

        StepOutcome outcome = ended(runtime, launched);
        assertThat(outcome).isInstanceOf(StepOutcome.Disrupted.class);
        assertThat(ended(another, launched)).isEqualTo(outcome);
    }

    @Test
    void aPodThatIsEvictedIsADisruption() throws Exception {
        Launched launched = runtime.launch(tasks().sh(DEAF_TO_THE_TRUTH));
        running(runtime, launched);

        assertThat(pod(launched).evict()).isTrue();

        StepOutcome outcome = ended(another, launched);
        assertThat(disruption(outcome).message()).contains("evicted");
        assertThat(ended(runtime, launched)).isEqualTo(outcome);
    }

    @Test
    void whatWaitsForANodeIsEndedAndNeverStarts() throws Exception {
        StepTask task = asking(tasks().sh("exit 0"), nowhere());
        Launched launched = runtime.launch(task);
        waitsFor(runtime, launched, "node");

        assertThat(another.end(launched, PATIENCE)).isEmpty();

        assertThat(failure(ended(runtime, launched)).category()).isEqualTo(Category.CANCELED);
        goes(launched);
    }

    /** A pod that no node had is nothing that runs, and may be there for a moment. A new one would stay. */
    private void goes(Launched launched) {
        Awaitility.await().atMost(PATIENCE).until(() -> pods(launched).isEmpty());
    }

    @Test
    void whatPullsAnImageIsEndedAndNeverStarts() throws Exception {
        Tasks of = tasks();
        Launched launched =
                runtime.launch(Tasks.of("registry.invalid/none:1", of.run()).sh("exit 0"));
        waitsFor(runtime, launched, "registry.invalid/none:1");

        assertThat(runtime.end(launched, PATIENCE)).isEmpty();

        assertThat(failure(ended(another, launched)).category()).isEqualTo(Category.CANCELED);
    }

    @Test
    void aLateLaunchOfWhatWasEndedStartsNothing() throws Exception {
        StepTask task = tasks().sh(DEAF_TO_THE_TRUTH);
        Launched launched = runtime.launch(task);
        assertThat(runtime.end(launched, PATIENCE)).isEmpty();
        StepOutcome outcome = ended(runtime, launched);

        assertThat(another.launch(task)).isEqualTo(launched);

        assertThat(ended(another, launched)).isEqualTo(outcome);
        assertThat(pods(launched))
                .allSatisfy(pod -> assertThat(pod.getStatus().getPhase()).isIn("Succeeded", "Failed"));
    }

    @Test
    void whatWasEndedMakesNoPodThoughSomebodyResumesItsJob() throws Exception {
        Launched launched = runtime.launch(asking(tasks().sh("exit 0"), nowhere()));
        waitsFor(runtime, launched, "node");
        assertThat(runtime.end(launched, PATIENCE)).isEmpty();

        job(launched).edit(job -> {
            job.getSpec().setSuspend(false);
            return job;
        });

        // The Job controller has seen the change, and has made nothing of it.
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> job(launched).get().getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Suspended".equals(condition.getType()) && "False".equals(condition.getStatus())));
        goes(launched);
        assertThat(failure(ended(another, launched)).category()).isEqualTo(Category.CANCELED);
    }

    @Test
    void allWhoAwaitATimeoutSayTheSame() throws Exception {
        Launched launched = runtime.launch(tasks().within(Duration.ofSeconds(2)).sh(DEAF_TO_THE_TRUTH));
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<StepOutcome>> outcomes = List.of(
                    workers.submit(() -> ended(runtime, launched)),
                    workers.submit(() -> ended(another, launched)),
                    workers.submit(() -> ended(runtime, launched)));

            StepOutcome outcome = outcomes.getFirst().get();
            assertThat(failure(outcome).category()).isEqualTo(Category.TIMEOUT);
            for (Future<StepOutcome> each : outcomes) {
                assertThat(each.get()).isEqualTo(outcome);
            }
        }
    }

    private static KubernetesSpec nowhere() {
        KubernetesSpec none = KubernetesSpec.NONE;
        return new KubernetesSpec(
                none.namespace(),
                none.serviceAccount(),
                none.imagePullSecrets(),
                Map.of("forge.dev/no-such", "node"),
                none.tolerations(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                none.volumes(),
                none.volumeMounts(),
                none.initContainers(),
                none.sidecars(),
                Optional.empty(),
                none.containers(),
                none.keepJob());
    }
}
