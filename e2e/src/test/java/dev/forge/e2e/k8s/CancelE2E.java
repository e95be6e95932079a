package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whenever a run is canceled: no pod of it is left, then it is CANCELED; until then it is CANCELING, and says why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Tag("long")
class CancelE2E {
    /** Long enough for a user to see why the run is not CANCELED yet. */
    private static final String GRACE = "15s";

    private static final String FINALIZER = "forge.dev/test";

    private static final String NOTHING = "true";

    @AutoClose
    private final Installation forge;

    CancelE2E() throws Exception {
        forge = Installation.in(Space.named("cancel"))
                .with("FORGE_GRACE", GRACE)
                .with("FORGE_WAIT_IMAGE_FAULT", "1h");
        forge.space().quota("things", Map.of("requests.example.com/thing", "0"));
        forge.startWorker();
    }

    @Test
    void beforeItsPodExists() throws Exception {
        String run = forge.submit(Chain.named("no-pod").module("work", NOTHING, "resources: {example.com/thing: 1}"));
        awaitWaiting(run, "things");

        forge.cancel(run);

        awaitCanceled(run);
        assertThat(forge.pods(run)).isEmpty();
    }

    @Test
    void whileNoNodeTakesItsPod() throws Exception {
        String run = forge.submit(Chain.named("no-node").module("work", NOTHING, "resources: {cpu: 500}"));
        awaitWaiting(run, "Insufficient cpu");

        forge.cancel(run);

        awaitCanceled(run);
    }

    @Test
    void whileItsImageCannotBePulled() throws Exception {
        String run = forge.submit(Chain.named("no-image").raw("- {name: work, image: registry.example/nothing:1}"));
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> forge.livePods(run).stream().anyMatch(CancelE2E::failsToPull));

        forge.cancel(run);

        awaitCanceled(run);
    }

    @Test
    void whileItRunsAndExits0WhenItIsAskedToEnd() throws Exception {
        String run = forge.submit(chain(Gated.EXITS_0_ON_TERM));
        Gated.waiting(forge, run, "work");

        forge.cancel(run);

        awaitCanceled(run);
    }

    @Test
    void whileItRunsAndIgnoresThatItIsAskedToEnd() throws Exception {
        String run = forge.submit(chain(Gated.IGNORES_TERM));
        Pod pod = Gated.waiting(forge, run, "work");

        forge.cancel(run);

        RunReport canceling = forge.await(run, report -> says(report, "was asked to end and has " + GRACE + " for it"));
        assertThat(canceling.state()).isEqualTo(RunState.CANCELING);
        assertThat(Pods.uid(pod)).isNotEmpty();
        awaitCanceled(run);
    }

    @ParameterizedTest
    @EnumSource
    void justAfterItsEnd(Gated gated) throws Exception {
        String run = forge.submit(chain(gated).module("next", gated.script()));
        Pod pod = Gated.waiting(forge, run, "work");

        Gated.open(pod);
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !uids(forge.livePods(run)).contains(Pods.uid(pod)));
        forge.cancel(run);

        RunReport report = canceled(run);
        assertThat(Installation.step(report, "work").state()).isIn(StepState.SUCCEEDED, StepState.CANCELED);
        assertThat(Installation.step(report, "next").state()).isIn(StepState.WAITING, StepState.CANCELED);
    }

    /** Only what still runs counts: the pod's object may stay for as long as somebody's finalizer holds it. */
    @ParameterizedTest
    @EnumSource
    void whileAFinalizerHoldsItsPod(Gated gated) throws Exception {
        String run = forge.submit(chain(gated));
        Pod pod = Gated.waiting(forge, run, "work");
        try {
            hold(pod);
            forge.cancel(run);

            awaitCanceled(run);
            assertThat(forge.pods(run)).allSatisfy(CancelE2E::hasEnded);
        } finally {
            letGo(pod);
        }
    }

    private static Chain chain(Gated gated) {
        return Chain.named("canceled").module("work", gated.script());
    }

    private void awaitCanceled(String run) {
        StepReport work = Installation.step(canceled(run), "work");
        assertThat(work.state()).isEqualTo(StepState.CANCELED);
        assertThat(work.attempts()).hasSize(1);
    }

    /** Looks at the run and then at its pods, again and again: whoever reads CANCELED finds none that runs. */
    private RunReport canceled(String run) {
        Set<RunState> seen = EnumSet.noneOf(RunState.class);
        RunReport report = forge.await(run, each -> {
            seen.add(each.state());
            return each.state().ended();
        });
        assertThat(forge.livePods(run)).isEmpty();
        assertThat(report.state()).isEqualTo(RunState.CANCELED);
        assertThat(seen).isSubsetOf(RunState.CANCELING, RunState.CANCELED);
        return report;
    }

    private void awaitWaiting(String run, String why) {
        forge.await(run, report -> says(report, why));
    }

    private static boolean says(RunReport report, String why) {
        return Installation.step(report, "work")
                .waiting()
                .map(Waiting::why)
                .filter(text -> text.contains(why))
                .isPresent();
    }

    private static List<String> uids(List<Pod> pods) {
        return pods.stream().map(Pods::uid).toList();
    }

    private static boolean failsToPull(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .map(container -> container.getState().getWaiting())
                .anyMatch(waiting -> waiting != null && waiting.getReason().contains("ImagePull"));
    }

    private static void hasEnded(Pod pod) {
        assertThat(pod.getStatus().getContainerStatuses())
                .allMatch(container -> container.getState().getTerminated() != null);
    }

    private static void hold(Pod pod) {
        change(
                pod,
                each -> each.edit()
                        .editMetadata()
                        .addToFinalizers(FINALIZER)
                        .endMetadata()
                        .build());
    }

    private static void letGo(Pod pod) {
        change(
                pod,
                each -> each.edit()
                        .editMetadata()
                        .removeFromFinalizers(FINALIZER)
                        .endMetadata()
                        .build());
    }

    // Kubelet writes to the pod as well: whoever comes second reads again.
    private static void change(Pod pod, UnaryOperator<Pod> how) {
        Awaitility.await().atMost(Installation.PATIENCE).ignoreExceptions().until(() -> {
            Cluster.shared()
                    .client()
                    .pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .edit(how);
            return true;
        });
    }
}
