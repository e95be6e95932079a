package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.TestCluster;
import dev.forge.k8s.WaitingLimits;
import dev.forge.runtime.Tasks;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why an attempt waits, and what becomes of it when that lasts too long. */
class WaitingE2E extends AttemptE2E {
    @Override
    KubernetesSettings settings() {
        WaitingLimits limits = new WaitingLimits(
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofSeconds(3),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2));
        return super.settings().withLimits(limits);
    }

    @Test
    void whatHasNoNodeForTooLongIsUnschedulableInTheSchedulersOwnWords() throws Exception {
        Launched launched = runtime.launch(asking(tasks().sh("exit 0"), nodeSelector()));

        Waiting waiting = waitsFor(runtime, launched, "waits for a node");

        assertThat(waiting.why()).contains("0/1 nodes are available");
        assertThat(waiting.limit()).hasValue(Duration.ofSeconds(3));
        assertThat(failure(ended(runtime, launched)).category()).isEqualTo(Category.UNSCHEDULABLE);
        assertThat(pods(launched)).isEmpty();
    }

    @Test
    void anImageThatCannotBePulledIsGivenUp() throws Exception {
        Launched launched = runtime.launch(
                Tasks.of("registry.invalid/none:1", tasks().run()).sh("exit 0"));

        StepOutcome outcome = ended(runtime, launched);

        assertThat(failure(outcome).category()).isEqualTo(Category.IMAGE);
        assertThat(failure(outcome).message()).contains("registry.invalid/none:1");
        assertThat(ended(another, launched)).isEqualTo(outcome);
    }

    @Test
    void aFullQuotaIsWaitedForAndThenTheAttemptRuns() throws Exception {
        try (TestCluster full = TestCluster.withNamespace("quota");
                KubernetesLab there = new KubernetesLab(full)) {
            ResourceQuota quota = full.api()
                    .resourceQuotas()
                    .inNamespace(full.namespace())
                    .resource(pods("0"))
                    .create();
            KubernetesRuntime worker = there.runtime(KubernetesLab.settings(full, "quota"));
            Launched launched = worker.launch(tasks().sh("exit 0"));

            Waiting waiting = waitsFor(worker, launched, "quota");
            assertThat(waiting.why()).contains("few");
            assertThat(waiting.remedy()).isPresent();

            full.api().resource(quota).delete();
            assertThat(ended(worker, launched)).isInstanceOf(StepOutcome.Succeeded.class);
        }
    }

    @Test
    void whatPodSecurityForbidsIsAFaultOfItsConfiguration() throws Exception {
        try (TestCluster strict = TestCluster.withNamespace("strict");
                KubernetesLab there = new KubernetesLab(strict)) {
            strict.api()
                    .namespaces()
                    .withName(strict.namespace())
                    .edit(namespace -> new NamespaceBuilder(namespace)
                            .editMetadata()
                            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                            .endMetadata()
                            .build());
            KubernetesRuntime worker = there.runtime(KubernetesLab.settings(strict, "strict"));

            StepOutcome outcome = ended(worker, worker.launch(asking(tasks().sh("exit 0"), privileged())));

            assertThat(failure(outcome).category()).isEqualTo(Category.CONFIGURATION);
            assertThat(failure(outcome).message()).contains("PodSecurity");
            assertThat(ended(worker, worker.launch(tasks().sh("exit 0")))).isInstanceOf(StepOutcome.Succeeded.class);
        }
    }

    private static ResourceQuota pods(String most) {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("few")
                .endMetadata()
                .withNewSpec()
                .addToHard("pods", new Quantity(most))
                .endSpec()
                .build();
    }

    private static KubernetesSpec nodeSelector() {
        return spec(Map.of("forge.dev/no-such", "node"), Optional.empty());
    }

    private static KubernetesSpec privileged() throws Exception {
        return spec(Map.of(), Optional.of(HistoryFormat.mapper().readTree("{\"privileged\": true, \"runAsUser\": 0}")));
    }

    private static KubernetesSpec spec(
            Map<String, String> nodeSelector, Optional<com.fasterxml.jackson.databind.JsonNode> securityContext) {
        KubernetesSpec none = KubernetesSpec.NONE;
        return new KubernetesSpec(
                none.namespace(),
                none.serviceAccount(),
                none.imagePullSecrets(),
                nodeSelector,
                none.tolerations(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                none.volumes(),
                none.volumeMounts(),
                none.initContainers(),
                none.sidecars(),
                securityContext,
                none.containers(),
                none.keepJob());
    }
}
