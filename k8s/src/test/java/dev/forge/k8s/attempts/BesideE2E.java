package dev.forge.k8s.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.pipeline.KubernetesSpec;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.k8s.KubernetesSettings;
import dev.forge.k8s.TestCluster;
import dev.forge.k8s.manifest.JobManifest;
import dev.forge.k8s.manifest.RunConfigMap;
import dev.forge.runtime.JobRuntime.Present;
import dev.forge.runtime.Tasks;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What runs beside a module decides nothing, holds no success up, and is gone before anything runs again. */
class BesideE2E extends AttemptE2E {
    private static final String DEAF = "trap '' TERM; while :; do sleep 0.2; done";

    @Override
    KubernetesSettings settings() {
        return super.settings().withGrace(Duration.ofSeconds(8));
    }

    @Test
    void aSuccessIsSaidWhileItsSidecarIsInItsGraceAndWhoeverEndsTheRunWaitsForIt() throws Exception {
        Tasks tasks = tasks();
        Launched launched = runtime.launch(withSidecar(tasks.sh("exit 0")));

        assertThat(ended(runtime, launched)).isInstanceOf(StepOutcome.Succeeded.class);

        assertThat(running(launched)).containsExactly("beside");
        assertThat(another.present(tasks.run())).containsExactly(new Present(launched, "execution-1"));
        assertThat(another.end(launched, PATIENCE)).isEmpty();
        assertThat(running(launched)).isEmpty();
        assertThat(another.present(tasks.run())).isEmpty();
        assertThat(ended(another, launched)).isInstanceOf(StepOutcome.Succeeded.class);
    }

    @Test
    void aFailureIsSaidWhenItsSidecarIsGone() throws Exception {
        Launched launched = runtime.launch(withSidecar(tasks().sh("exit 3")));

        StepOutcome outcome = ended(runtime, launched);

        assertThat(running(launched)).isEmpty();
        assertThat(failure(outcome).exitCode()).hasValue(3);
        assertThat(ended(another, launched)).isEqualTo(outcome);
    }

    @Test
    void whatAWebhookHasPutInIsEndedAfterAFailureWhichStaysOne() throws Exception {
        Launched launched = launchedWithProxy(tasks().sh("exit 3"));

        StepOutcome outcome = ended(runtime, launched);

        assertThat(running(launched)).isEmpty();
        assertThat(failure(outcome).category()).isEqualTo(Category.MODULE_EXIT);
        assertThat(ended(another, launched)).isEqualTo(outcome);
    }

    @Test
    void whatAWebhookHasPutInIsEndedWithItsRunAndTheSuccessStaysOne() throws Exception {
        Tasks tasks = tasks();
        Launched launched = launchedWithProxy(tasks.sh("exit 0"));
        assertThat(ended(runtime, launched)).isInstanceOf(StepOutcome.Succeeded.class);
        assertThat(running(launched)).containsExactly("beside");

        assertThat(another.present(tasks.run())).containsExactly(new Present(launched, "execution-1"));
        assertThat(another.end(launched, PATIENCE)).isEmpty();

        assertThat(running(launched)).isEmpty();
        assertThat(ended(runtime, launched)).isInstanceOf(StepOutcome.Succeeded.class);
    }

    @Test
    void whatAWebhookHasPutInDoesNotOutliveItsReleasedRun() throws Exception {
        Tasks tasks = tasks();
        Launched launched = launchedWithProxy(tasks.sh("exit 0"));
        ended(runtime, launched);

        runtime.release(tasks.run(), _ -> true);

        assertThat(another.end(launched, PATIENCE)).isEmpty();
        assertThat(running(launched)).isEmpty();
        assertThat(job(launched).get()).isNull();
    }

    private static StepTask withSidecar(StepTask task) throws Exception {
        KubernetesSpec none = KubernetesSpec.NONE;
        JsonNode sidecar = HistoryFormat.mapper()
                .valueToTree(
                        Map.of("name", "beside", "image", TestCluster.IMAGE, "command", List.of("sh", "-c", DEAF)));
        return asking(
                task,
                new KubernetesSpec(
                        none.namespace(),
                        none.serviceAccount(),
                        none.imagePullSecrets(),
                        none.nodeSelector(),
                        none.tolerations(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        none.volumes(),
                        none.volumeMounts(),
                        none.initContainers(),
                        List.of(sidecar),
                        Optional.empty(),
                        none.containers(),
                        none.keepJob()));
    }

    /** As if a webhook had had its way with the Job's pod: a container more, which nobody ends. */
    private Launched launchedWithProxy(StepTask task) {
        JobManifest manifest = new JobManifest(settings());
        KubernetesSettings.Namespace namespace = manifest.namespace(task);
        ConfigMap run = cluster.api()
                .resource(RunConfigMap.of(settings(), task.attempt().runId(), namespace))
                .create();
        Job job = manifest.job(task, namespace, RunConfigMap.owner(run));
        cluster.api()
                .resource(new JobBuilder(job)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .addToContainers(new ContainerBuilder()
                                .withName("beside")
                                .withImage(TestCluster.IMAGE)
                                .withCommand("sh", "-c", "trap 'exit 0' TERM; sleep 600 & wait")
                                .build())
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        return runtime.launch(task);
    }

    private List<String> running(Launched launched) {
        return pods(launched).stream()
                .flatMap(BesideE2E::containers)
                .filter(container -> container.getState().getRunning() != null)
                .map(ContainerStatus::getName)
                .toList();
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return Stream.concat(
                pod.getStatus().getContainerStatuses().stream(), pod.getStatus().getInitContainerStatuses().stream());
    }
}
