package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.k8s.ApiProxy;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Verdict;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A worker that is cut off from the API server says so, concludes nothing, and goes on when it is back. */
class OutageE2E extends AttemptE2E {
    @Test
    void whoAwaitsAcrossABrokenConnectionSeesTheEnd() throws Exception {
        try (ApiProxy proxy = ApiProxy.before(cluster.api());
                KubernetesClient client = proxy.client();
                KubernetesLab there = new KubernetesLab(cluster)) {
            KubernetesRuntime worker = there.runtime(settings(), client);
            Launched launched = worker.launch(tasks().sh("sleep 8"));
            running(worker, launched);

            proxy.leave();
            Verdict known = worker.await(launched, new Verdict.Running(Instant.EPOCH), Duration.ZERO);
            assertThat(worker.await(launched, known, Duration.ofSeconds(6))).isEqualTo(known);
            proxy.back();

            assertThat(ended(worker, launched)).isInstanceOf(StepOutcome.Succeeded.class);
        }
    }

    @Test
    void whoIsCutOffForLongIsToldSoAndNoTimeoutIsDrawnFromWhatIsOld() throws Exception {
        try (ApiProxy proxy = ApiProxy.before(cluster.api());
                KubernetesClient client = proxy.client();
                KubernetesLab there = new KubernetesLab(cluster)) {
            KubernetesRuntime worker = there.runtime(settings(), client);
            Launched launched =
                    worker.launch(tasks().within(Duration.ofSeconds(20)).sh("sleep 10"));
            running(worker, launched);

            proxy.leave();

            assertThatThrownBy(() -> ended(worker, launched))
                    .isInstanceOf(RuntimeUnavailable.class)
                    .hasMessageContaining("API server");
            proxy.back();
            assertThat(ended(another, launched)).isInstanceOf(StepOutcome.Succeeded.class);
            assertThat(endedAfterSilence(worker, launched)).isInstanceOf(StepOutcome.Succeeded.class);
        }
    }

    private static StepOutcome endedAfterSilence(KubernetesRuntime worker, Launched launched)
            throws InterruptedException {
        while (true) {
            try {
                return ended(worker, launched);
            } catch (RuntimeUnavailable away) {
                // The watch needs a moment, as Temporal's next try would give it.
                Thread.onSpinWait();
            }
        }
    }
}
