package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.TestCluster;
import dev.forge.k8s.manifest.JobManifest;
import dev.forge.runtime.RuntimeUnavailable;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What keeps the names of attempts that were canceled, as a cluster takes it. */
class BarringE2E extends AttemptE2E {
    private static final Duration SOON = Duration.ofSeconds(2);

    @Test
    void aTombstoneMakesNoPodAndKubernetesRemovesItInItsTime() {
        StepTask task = tasks().sh("exit 0");
        Job attempt =
                new JobManifest(settings()).job(task, settings().namespaces().getFirst());
        Job tombstone = cluster.api()
                .resource(Tombstone.of(attempt, Instant.now(), SOON))
                .create();

        awaitGone(tombstone);
        assertThat(podsMade(tombstone)).isZero();
    }

    @Test
    void anEndedJobThatIsLetGoMakesNoOtherPodAndKubernetesRemovesItInItsTime() throws Exception {
        Launched launched = runtime.launch(tasks().sh(DEAF_TO_THE_TRUTH));
        running(runtime, launched);
        runtime.end(launched, PATIENCE);
        StepOutcome outcome = ended(runtime, launched);
        Job suspended = job(launched).get();
        Api api = new Api(cluster.api(), KubernetesLab.INSTALLATION);

        Job rests = api.patch(suspended, Changes.rest(suspended, outcome, SOON)).orElseThrow();

        assertThat(ended(another, launched)).isEqualTo(outcome);
        awaitGone(rests);
        assertThat(podsMade(rests)).isEqualTo(1);
    }

    @Test
    void whereAQuotaIsUsedUpWhatIsThereAlreadyIsAdoptedAndBarred() throws Exception {
        try (TestCluster full = TestCluster.withNamespace("full");
                KubernetesLab place = new KubernetesLab(full)) {
            KubernetesRuntime worker = place.runtime(KubernetesLab.settings(full, KubernetesLab.INSTALLATION));
            StepTask launched = tasks().sh("exit 0");
            StepTask waiting = tasks().sh("exit 0");
            Launched there = worker.launch(launched);
            StepOutcome outcome = ended(worker, there);
            full.api()
                    .resource(new ResourceQuotaBuilder()
                            .withNewMetadata()
                            .withName("few")
                            .withNamespace(full.namespace())
                            .endMetadata()
                            .withNewSpec()
                            .withHard(Map.of("count/jobs.batch", new Quantity("1")))
                            .endSpec()
                            .build())
                    .create();
            await().atMost(PATIENCE).until(() -> isUsedUp(full));

            worker.bar(launched);
            assertThatThrownBy(() -> worker.bar(waiting))
                    .isInstanceOf(RuntimeUnavailable.class)
                    .hasMessageContaining("exceeded quota: few")
                    .hasMessageContaining(waiting.attempt().name());
            assertThat(worker.launch(launched)).isEqualTo(there);
            assertThatThrownBy(() -> worker.launch(waiting))
                    .isInstanceOf(RuntimeUnavailable.class)
                    .hasMessageContaining("exceeded quota: few");

            assertThat(ended(worker, there)).isEqualTo(outcome);
        }
    }

    @Test
    void inANamespaceThatIsGoneNothingCanComeAndNothingNeedsToBeBarred() {
        KubernetesSettings.Namespace gone =
                new KubernetesSettings.Namespace("forge-no-such", TestCluster.CLAIM, Optional.empty());

        new Barring(
                        settings().withNamespaces(List.of(gone)),
                        new Api(cluster.api(), KubernetesLab.INSTALLATION),
                        java.time.Clock.systemUTC())
                .bar(tasks().sh("exit 0"));

        assertThat(cluster.api().namespaces().withName(gone.name()).get()).isNull();
    }

    @Test
    void allJobsThatHaveEndedKeepTheirNamesForATimeWhenTheirRunIsReleased() throws Exception {
        var tasks = tasks();
        Launched finished = runtime.launch(tasks.as("finished").sh("exit 0"));
        ended(runtime, finished);
        StepTask late = tasks.as("ended").sh(DEAF_TO_THE_TRUTH);
        Launched ended = runtime.launch(late);
        running(runtime, ended);
        runtime.end(ended, PATIENCE);
        StepOutcome outcome = ended(runtime, ended);

        runtime.release(tasks.run(), _ -> true);

        await().atMost(PATIENCE)
                .untilAsserted(() -> List.of(finished, ended).forEach(each -> {
                    Job job = job(each).get();
                    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(3600);
                    assertThat(job.getMetadata().getOwnerReferences()).isEmpty();
                    assertThat(job.getStatus().getConditions())
                            .anyMatch(condition -> List.of("Complete", "Failed").contains(condition.getType()));
                }));
        assertThat(another.launch(late)).isEqualTo(ended);
        assertThat(ended(another, ended)).isEqualTo(outcome);
        assertThat(failure(outcome).category()).isEqualTo(Category.CANCELED);
        assertThat(podsMade(job(ended).get())).isEqualTo(1);
    }

    private static boolean isUsedUp(TestCluster full) {
        var quota = full.api()
                .resourceQuotas()
                .inNamespace(full.namespace())
                .withName("few")
                .get();
        return quota.getStatus() != null
                && quota.getStatus().getUsed() != null
                && new Quantity("1").equals(quota.getStatus().getUsed().get("count/jobs.batch"));
    }

    private void awaitGone(Job job) {
        await().atMost(PATIENCE).until(() -> cluster.api().resource(job).get() == null);
    }

    /** How often the Job controller has made a pod of a Job, also one that is long gone. */
    private long podsMade(Job job) {
        return cluster.api()
                .v1()
                .events()
                .inNamespace(cluster.namespace())
                .withFields(Map.of("involvedObject.uid", job.getMetadata().getUid(), "reason", "SuccessfulCreate"))
                .list()
                .getItems()
                .size();
    }
}
