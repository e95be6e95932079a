package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.temporal.api.enums.v1.PendingActivityState;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An attempt passes from worker to worker, and stays one attempt. */
class AdoptionE2E {
    private static Chain chain(Gated gated) {
        return Chain.named("adopted")
                .module("work", gated.script(), "retry: {limit: 0}")
                .module("count", Gated.count());
    }

    private static Installation installation() throws Exception {
        return Installation.in(Space.named("adoption")).with("FORGE_HEARTBEAT_TIMEOUT", "3s");
    }

    @ParameterizedTest
    @EnumSource
    void aWorkerThatIsStoppedLeavesItsStepsToTheNextOne(Gated gated) throws Exception {
        try (Installation forge = installation()) {
            WorkerProcess first = forge.startWorker();
            String run = forge.submit(chain(gated));
            Pod pod = Gated.waiting(forge, run, "work");
            forge.awaitRunning(run, "work");

            first.stop();

            assertThat(forge.livePods(run)).extracting(Pods.UID).containsExactly(Pods.uid(pod));
            forge.startWorker();
            awaitTry(forge, run, 2);
            Gated.open(pod);
            provesOneOfEach(forge, run);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoWorkersThatBothHoldAnAttemptTellOneOutcome(Gated gated) throws Exception {
        try (Installation forge = installation()) {
            WorkerProcess stalled = forge.startWorker();
            String run = forge.submit(chain(gated));
            Pod pod = Gated.waiting(forge, run, "work");
            forge.awaitRunning(run, "work");

            stalled.stall();
            forge.startWorker();
            awaitTry(forge, run, 2);
            stalled.goOn();

            Gated.open(pod);
            provesOneOfEach(forge, run);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLateCreateOfAnAttemptThatIsOverStartsNothing(Gated gated) throws Exception {
        try (ApiDoor door = ApiDoor.open();
                Installation forge = installation().with("KUBECONFIG", door.kubeconfig())) {
            WorkerProcess stalled = forge.startWorker();
            door.holdTheNextJob();
            String run = forge.submit(Chain.named("late")
                    .module("work", Gated.effect())
                    .module("stay", gated.script())
                    .module("count", Gated.count()));
            door.awaitHeld();
            stalled.stall();
            forge.with("KUBECONFIG", Cluster.shared().kubeconfig().toString()).startWorker();
            Pod stay = Gated.waiting(forge, run, "stay");
            List<String> before = forge.pods(run).stream().map(Pods::uid).toList();

            assertThat(door.letThrough()).isEqualTo(409);

            stalled.goOn();
            assertThat(forge.jobs(run)).hasSize(2);
            assertThat(forge.pods(run)).extracting(Pods.UID).containsExactlyInAnyOrderElementsOf(before);
            Gated.open(stay);
            RunReport report = forge.awaitSuccess(run);
            assertThat(Gated.counted(report)).isEqualTo("1xstay 1xwork");
            assertThat(forge.jobs(run)).hasSize(3);
        }
    }

    @Test
    @Tag("long")
    void aLateCreateOfAnAttemptThatWasCanceledBeforeItsLaunchStartsNothing() throws Exception {
        try (ApiDoor door = ApiDoor.open();
                Installation forge = installation()
                        // Until it is over, no other worker launches the attempt, and the cancel comes before.
                        .with("FORGE_HEARTBEAT_TIMEOUT", "60s")
                        .with("KUBECONFIG", door.kubeconfig());
                SeenPods pods = SeenPods.of(forge)) {
            WorkerProcess stalled = forge.startWorker();
            door.holdTheNextJob();
            String run = forge.submit(chain(Gated.IGNORES_TERM));
            door.awaitHeld();
            stalled.stall();
            forge.cancel(run);
            forge.with("KUBECONFIG", Cluster.shared().kubeconfig().toString()).startWorker();
            assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
            awaitReleased(run, forge);
            List<String> before = uids(forge.jobs(run));

            assertThat(door.letThrough()).isEqualTo(409);

            stalled.goOn();
            assertThat(pods.untilAnotherRunIsOver(run)).isEmpty();
            assertThat(uids(forge.jobs(run))).hasSize(1).isEqualTo(before);
            assertThat(forge.show(run).state()).isEqualTo(RunState.CANCELED);
        }
    }

    @Test
    @Tag("long")
    void aLateCreateOfAnAttemptThatWasCanceledAfterAnotherWorkerHadLaunchedItStartsNothing() throws Exception {
        try (ApiDoor door = ApiDoor.open();
                Installation forge = installation().with("KUBECONFIG", door.kubeconfig());
                SeenPods pods = SeenPods.of(forge)) {
            WorkerProcess stalled = forge.startWorker();
            door.holdTheNextJob();
            String run = forge.submit(chain(Gated.EXITS_0_ON_TERM));
            door.awaitHeld();
            stalled.stall();
            forge.with("KUBECONFIG", Cluster.shared().kubeconfig().toString()).startWorker();
            Pod only = Gated.waiting(forge, run, "work");
            forge.cancel(run);
            assertThat(forge.awaitEnd(run).state()).isEqualTo(RunState.CANCELED);
            awaitReleased(run, forge);

            assertThat(door.letThrough()).isEqualTo(409);

            stalled.goOn();
            assertThat(pods.untilAnotherRunIsOver(run)).containsExactly(Pods.uid(only));
            assertThat(forge.show(run).state()).isEqualTo(RunState.CANCELED);
        }
    }

    private static List<String> uids(List<Job> jobs) {
        return jobs.stream().map(job -> job.getMetadata().getUid()).toList();
    }

    private static void awaitReleased(String run, Installation forge) {
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> Cluster.shared()
                        .client()
                        .configMaps()
                        .inNamespace(forge.space().name())
                        .withLabel(Names.RUN, RunKey.of(run))
                        .list()
                        .getItems()
                        .isEmpty());
    }

    private static void provesOneOfEach(Installation forge, String run) {
        RunReport report = forge.awaitSuccess(run);
        assertThat(Gated.counted(report)).isEqualTo("1xwork");
        assertThat(Installation.step(report, "work").state()).isEqualTo(StepState.SUCCEEDED);
        assertThat(Installation.step(report, "work").attempts()).hasSize(1);
        assertThat(forge.jobs(run)).hasSize(2);
        assertThat(forge.pods(run)).hasSize(2);
    }

    /** Waits until a worker has begun the given try of the activity that awaits the attempt. */
    private static void awaitTry(Installation forge, String run, int atLeast) {
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .ignoreExceptions()
                .until(() -> Executions.pendingActivities(forge, run).stream()
                        .anyMatch(activity -> activity.getAttempt() >= atLeast
                                && activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED));
    }
}
