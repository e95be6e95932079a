package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import io.fabric8.kubernetes.api.model.Pod;
import io.temporal.api.enums.v1.PendingActivityState;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancel that arrives when no worker holds the attempt: it stays CANCELING until one comes and ends it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelBetweenTriesE2E {
    @AutoClose
    private final Installation forge;

    CancelBetweenTriesE2E() throws Exception {
        forge = Installation.in(Space.named("cancel-dead")).with("FORGE_HEARTBEAT_TIMEOUT", "3s");
    }

    @ParameterizedTest
    @EnumSource
    void beforeTemporalKnowsThatTheWorkerIsDead(Gated gated) throws Exception {
        WorkerProcess worker = forge.startWorker();
        String run = running(gated);
        Pod pod = Gated.waiting(forge, run, "work");

        worker.kill();
        forge.cancel(run);

        isCanceledByTheNextWorker(run, pod);
    }

    @ParameterizedTest
    @EnumSource
    void onceTemporalKnowsThatTheWorkerIsDead(Gated gated) throws Exception {
        WorkerProcess worker = forge.startWorker();
        String run = running(gated);
        Pod pod = Gated.waiting(forge, run, "work");

        worker.kill();
        awaitNobody(run);
        forge.cancel(run);

        isCanceledByTheNextWorker(run, pod);
    }

    private String running(Gated gated) throws Exception {
        String run = forge.submit(Chain.named("canceled").module("work", gated.script()));
        forge.awaitRunning(run, "work");
        return run;
    }

    private void awaitNobody(String run) {
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> Executions.pendingActivities(forge, run).stream()
                        .anyMatch(activity -> activity.getAttempt() > 1
                                && activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED));
    }

    private void isCanceledByTheNextWorker(String run, Pod pod) throws Exception {
        RunReport meanwhile = forge.show(run);
        assertThat(meanwhile.state()).isEqualTo(RunState.CANCELING);
        assertThat(meanwhile.reason()).hasValueSatisfying(why -> assertThat(why).contains("no worker answers"));
        assertThat(forge.livePods(run)).extracting(Pods.UID).containsExactly(Pods.uid(pod));

        WorkerProcess next = forge.startWorker();

        RunReport report = forge.awaitEnd(run);
        assertThat(forge.livePods(run)).isEmpty();
        assertThat(report.state()).isEqualTo(RunState.CANCELED);
        assertThat(Installation.step(report, "work").state()).isEqualTo(StepState.CANCELED);
        assertThat(Installation.step(report, "work").attempts()).hasSize(1);
        next.kill();
    }
}
