package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whenever a run is canceled: no pod of it is left, then it is CANCELED; until then it is CANCELING, and says why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class CancelE2E {
    /** Long enough for a user to see why the run is not CANCELED yet. */
    private static final String GRACE = "15s";

    @AutoClose
    private final Installation forge;

    private final Hands hands;

    CancelE2E() throws Exception {
        forge = Installation.in(Space.named("cancel")).with("FORGE_GRACE", GRACE);
        hands = new Hands(forge);
        forge.startWorker();
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

        RunReport report = Cancels.awaitCanceled(forge, run);
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
            hands.hold(pod);
            forge.cancel(run);

            awaitCanceled(run);
            assertThat(forge.pods(run)).allSatisfy(CancelE2E::hasEnded);
        } finally {
            hands.letGo(pod);
        }
    }

    @Test
    void duringThePauseBeforeARetry() throws Exception {
        String run = forge.submit(Chain.named("pauses").module("work", "exit 7", "retry: {limit: 1, backoff: 5m}"));
        forge.await(run, report -> Installation.step(report, "work").state() == StepState.RETRYING);

        forge.cancel(run);

        StepReport work = Cancels.awaitCanceled(forge, run, "work");
        assertThat(work.attempts().getFirst().failure().orElseThrow().exitCode())
                .contains(7);
        assertThat(forge.jobs(run)).hasSize(1);
    }

    private static Chain chain(Gated gated) {
        return Chain.named("canceled").module("work", gated.script());
    }

    private void awaitCanceled(String run) {
        Cancels.awaitCanceled(forge, run, "work");
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

    private static void hasEnded(Pod pod) {
        assertThat(pod.getStatus().getContainerStatuses())
                .allMatch(container -> container.getState().getTerminated() != null);
    }
}
