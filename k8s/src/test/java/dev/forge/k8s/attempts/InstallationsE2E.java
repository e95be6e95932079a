package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.TestCluster;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.Tasks;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is Forge's, what is another installation's, and what is let go of. */
class InstallationsE2E extends AttemptE2E {
    @Test
    void twoInstallationsInOneNamespaceLeaveEachOtherAlone() throws Exception {
        KubernetesRuntime stranger = lab.runtime(KubernetesLab.settings(cluster, "stranger"));
        Tasks tasks = tasks();
        Launched launched = runtime.launch(tasks.sh("sleep 60"));
        running(runtime, launched);

        assertThat(stranger.present(tasks.run())).isEmpty();
        assertThat(stranger.runs()).doesNotContain(tasks.run());
        stranger.release(tasks.run(), _ -> true);
        assertThatThrownBy(() -> stranger.launch(tasks.sh("sleep 60")))
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused -> assertThat(refused.getMessage()).contains("another installation"));

        assertThat(runtime.runs()).contains(tasks.run());
        assertThat(runtime.present(tasks.run())).hasSize(1);
        assertThat(runtime.end(launched, PATIENCE)).isEmpty();
    }

    @Test
    void aJobOfThatNameThatIsSomebodyElsesIsLeftAloneAndRefused() {
        StepTask task = tasks().sh("exit 0");
        cluster.api()
                .batch()
                .v1()
                .jobs()
                .inNamespace(cluster.namespace())
                .resource(new JobBuilder()
                        .withNewMetadata()
                        .withName(task.attempt().name())
                        .withLabels(Map.of("app", "theirs"))
                        .endMetadata()
                        .withNewSpec()
                        .withSuspend(true)
                        .withNewTemplate()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .addNewContainer()
                        .withName("theirs")
                        .withImage(TestCluster.IMAGE)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();

        assertThatThrownBy(() -> runtime.launch(task))
                .isInstanceOfSatisfying(
                        LaunchRefused.class,
                        refused -> assertThat(refused.getMessage())
                                .contains(task.attempt().name()));
    }

    @Test
    void whatIsLaunchedTooLateForAReleasedRunIsCollected() throws Exception {
        Tasks tasks = tasks();
        ended(runtime, runtime.launch(tasks.as("first").sh("exit 0")));

        another.release(tasks.run(), _ -> true);
        await().atMost(PATIENCE).until(() -> !another.runs().contains(tasks.run()));
        Launched late = runtime.launch(tasks.as("second").sh("sleep 60"));

        assertThat(disruption(ended(runtime, late)).category()).isEqualTo(Category.VANISHED);
        assertThat(job(late).get()).isNull();
        // The Job controller may have been making its pod while the Job was collected.
        await().atMost(PATIENCE).until(() -> pods(late).isEmpty());
    }

    @Test
    void aRunThatGoesOnAfterItsReleaseLaunchesAgain() throws Exception {
        Tasks tasks = tasks();
        ended(runtime, runtime.launch(tasks.as("first").sh("exit 0")));
        runtime.release(tasks.run(), _ -> true);

        await().atMost(PATIENCE).until(() -> !runtime.runs().contains(tasks.run()));
        Launched next = runtime.launch(tasks.by("execution-2").as("second").sh("exit 0"));

        assertThat(ended(runtime, next)).isInstanceOf(StepOutcome.Succeeded.class);
    }

    @Test
    void ofAReleasedRunTheJobsThatRunGo() throws Exception {
        Tasks tasks = tasks();
        Launched launched = runtime.launch(tasks.sh(DEAF_TO_THE_TRUTH));
        running(runtime, launched);

        runtime.release(tasks.run(), _ -> true);

        await().atMost(PATIENCE)
                .until(() -> job(launched).get() == null && pods(launched).isEmpty());
    }

    @Test
    void anotherWorkerAdoptsWhatRunsAndSeesItsEnd() throws Exception {
        StepTask task = tasks().sh("sleep 8; echo done > $FORGE_OUTPUT");
        Launched launched = runtime.launch(task);
        running(runtime, launched);
        try (KubernetesLab later = new KubernetesLab(cluster)) {
            KubernetesRuntime adopter = later.runtime(settings());

            assertThat(adopter.launch(task)).isEqualTo(launched);
            assertThat(ended(adopter, launched))
                    .isInstanceOfSatisfying(
                            StepOutcome.Succeeded.class,
                            outcome -> assertThat(outcome.output()).isEqualTo("done\n"));
        }
    }
}
