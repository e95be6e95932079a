package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepTask;
import dev.forge.k8s.ApiProxy;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.JobRuntime.Present;
import dev.forge.runtime.LogSlice;
import dev.forge.runtime.Tasks;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What there is of a run is known to a worker that has just started, and of Jobs that others have deleted. */
class PresenceE2E extends AttemptE2E {
    private static final String DEAF = "trap '' TERM; while :; do sleep 0.2; done";

    /** The list that a watch of pods begins with; no other has a limit. */
    private static final String FIRST_LIST_OF_PODS = "/pods?limit=";

    @Override
    KubernetesSettings settings() {
        return super.settings().withGrace(Duration.ofSeconds(15));
    }

    @Test
    void whatIsBeingEndedIsPresentToAWorkerThatHasNotSeenItsPodYet() throws Exception {
        Tasks tasks = tasks();
        Launched launched = runtime.launch(tasks.sh(DEAF));
        running(runtime, launched);
        runtime.end(launched, Duration.ZERO);
        awaitSuspended(launched);
        try (ApiProxy proxy = ApiProxy.before(cluster.api());
                KubernetesClient client = proxy.client();
                KubernetesLab there = new KubernetesLab(cluster)) {
            proxy.holdBack(FIRST_LIST_OF_PODS);
            KubernetesRuntime fresh = there.runtime(settings(), client);

            assertThat(fresh.present(tasks.run())).containsExactly(new Present(launched, "execution-1"));

            proxy.letThrough();
            assertThat(fresh.end(launched, PATIENCE)).isEmpty();
            assertNothingRuns(launched);
            assertThat(fresh.present(tasks.run())).isEmpty();
        }
    }

    @Test
    void whatAnotherWorkerHasLaunchedIsKnownUntilItHasEnded() throws Exception {
        Tasks tasks = tasks();
        Launched launched = runtime.launch(tasks.sh(DEAF));
        running(another, launched);

        assertThat(another.known(tasks.run())).containsExactly(new Present(launched, "execution-1"));
        assertThat(another.known("somebody-elses")).isEmpty();

        assertThat(another.end(launched, PATIENCE)).isEmpty();
        assertThat(another.known(tasks.run())).isEmpty();
    }

    @Test
    void aPodWhoseJobOthersHaveDeletedIsPresentUntilItHasEnded() throws Exception {
        Tasks tasks = tasks();
        Launched launched = runtime.launch(tasks.sh(DEAF));
        running(runtime, launched);
        job(launched).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
        await().atMost(PATIENCE).until(() -> job(launched).get() == null);

        assertThat(another.present(tasks.run())).containsExactly(new Present(launched, "execution-1"));

        assertThat(another.end(launched, PATIENCE)).isEmpty();
        assertNothingRuns(launched);
        assertThat(another.present(tasks.run())).isEmpty();
    }

    @Test
    void aPodThatWasLeftBehindByItsJobIsEndedThoughNobodyDeletesIt() throws Exception {
        Tasks tasks = tasks();
        Launched launched = runtime.launch(tasks.sh(DEAF));
        running(runtime, launched);
        job(launched).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        await().atMost(PATIENCE).until(() -> job(launched).get() == null);

        assertThat(another.present(tasks.run())).containsExactly(new Present(launched, "execution-1"));

        assertThat(another.end(launched, PATIENCE)).isEmpty();
        assertNothingRuns(launched);
    }

    @Test
    void theLogOfAPodThatAWorkerHasNotSeenYetIsComplete() throws Exception {
        StepTask task = tasks().sh("echo kept");
        ended(runtime, runtime.launch(task));
        try (ApiProxy proxy = ApiProxy.before(cluster.api());
                KubernetesClient client = proxy.client();
                KubernetesLab there = new KubernetesLab(cluster)) {
            proxy.holdBack(FIRST_LIST_OF_PODS);
            KubernetesRuntime fresh = there.runtime(settings(), client);

            fresh.completeLog(task.attempt(), _ -> {});

            assertThat(log(there.logs(), task)).isEqualTo("kept\n");
        }
    }

    @Test
    void theLogOfAPodWhoseJobOthersHaveDeletedIsComplete() throws Exception {
        StepTask task = tasks().sh("echo kept");
        Launched launched = runtime.launch(task);
        ended(runtime, launched);
        job(launched).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        await().atMost(PATIENCE).until(() -> job(launched).get() == null);
        try (KubernetesLab there = new KubernetesLab(cluster)) {
            KubernetesRuntime fresh = there.runtime(settings());

            fresh.completeLog(task.attempt(), _ -> {});

            assertThat(log(there.logs(), task)).isEqualTo("kept\n");
        }
    }

    private static String log(AttemptLogs logs, StepTask task) {
        return logs.read(task.attempt(), 0, 1024)
                .filter(LogSlice::complete)
                .map(slice -> new String(slice.bytes(), StandardCharsets.UTF_8))
                .orElse("(not complete)");
    }

    private void awaitSuspended(Launched launched) {
        await().atMost(PATIENCE)
                .until(() -> job(launched).get().getStatus().getConditions().stream()
                        .anyMatch(each -> each.getType().equals("Suspended")
                                && each.getStatus().equals("True")));
    }

    private void assertNothingRuns(Launched launched) {
        assertThat(pods(launched))
                .allSatisfy(pod -> assertThat(pod.getStatus().getPhase()).isIn("Succeeded", "Failed"));
    }
}
