package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepState;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Temporal goes away, comes back, and comes back without its data. */
@Tag("long")
class TemporalAwayE2E {
    @ParameterizedTest
    @EnumSource
    void aStepThatEndsAndAWorkerThatDiesWhileTemporalIsDownCostNothing(Gated gated) throws Exception {
        survives(gated, Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void aStepThatEndsAndAWorkerThatDiesWhileTemporalIsDownForTwoMinutesCostNothing(Gated gated) throws Exception {
        survives(gated, Duration.ofMinutes(2));
    }

    private static void survives(Gated gated, Duration away) throws Exception {
        try (Temporal temporal = Temporal.own();
                Installation forge =
                        Installation.in(Space.named("temporal-away"), temporal).with("FORGE_HEARTBEAT_TIMEOUT", "5s")) {
            WorkerProcess worker = forge.startWorker();
            String run = forge.submit(Chain.named("away")
                    .module("work", gated.script(), "retry: {limit: 0}")
                    .module("count", Gated.count()));
            Pod pod = Gated.waiting(forge, run, "work");
            forge.awaitRunning(run, "work");

            temporal.kill();
            long since = System.nanoTime();
            Gated.open(pod);
            Awaitility.await()
                    .atMost(Installation.PATIENCE)
                    .until(() -> forge.livePods(run).isEmpty());
            worker.kill();
            Awaitility.await().atMost(away.plusMinutes(1)).until(() -> System.nanoTime() - since >= away.toNanos());
            temporal.startAgain();
            forge.startWorker();

            RunReport report = forge.awaitSuccess(run);
            assertThat(Gated.counted(report)).isEqualTo("1xwork");
            assertThat(Installation.step(report, "work").state()).isEqualTo(StepState.SUCCEEDED);
            assertThat(Installation.step(report, "work").attempts()).hasSize(1);
            assertThat(forge.jobs(run)).hasSize(2);
        }
    }

    @Test
    void aTemporalThatHasLostItsDataIsNoReasonToEndEverything() throws Exception {
        try (Temporal temporal = Temporal.own();
                Installation forge = Installation.in(Space.named("wiped"), temporal)
                        .with("FORGE_REAPER_EVERY", "1s")
                        .with("FORGE_REAPER_APART", "1s")
                        .with("FORGE_REAPER_MOST_AT_ONCE", "1")) {
            WorkerProcess worker = forge.startWorker();
            List<String> runs = new ArrayList<>();
            List<String> pods = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String run = forge.submit(Chain.named("kept").module("work", Gated.IGNORES_TERM.script()));
                runs.add(run);
                pods.add(Pods.uid(Gated.waiting(forge, run, "work")));
            }

            temporal.kill();
            temporal.wipe();
            temporal.startAgain();
            temporal.namespace(forge.space().name());

            awaitRefusals(worker, 3);
            assertThat(live(forge, runs)).containsExactlyInAnyOrderElementsOf(pods);

            // What stands between these runs and their end is that refusal alone.
            worker.kill();
            forge.with("FORGE_REAPER_MOST_AT_ONCE", "3").startWorker();
            Awaitility.await()
                    .atMost(Installation.PATIENCE)
                    .until(() -> live(forge, runs).isEmpty());
        }
    }

    private static List<String> live(Installation forge, List<String> runs) {
        return runs.stream()
                .flatMap(run -> forge.livePods(run).stream())
                .map(Pods::uid)
                .toList();
    }

    private static void awaitRefusals(WorkerProcess worker, int times) {
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> worker.log()
                                .lines()
                                .filter(line ->
                                        line.contains("Temporal knows nothing of 3 of 3 runs that have attempts here"))
                                .count()
                        >= times);
    }
}
