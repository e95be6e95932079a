package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However often workers die, a run has one Job an attempt, and each effect once. */
class KilledWorkersE2E {
    private static final int STEPS = 10;

    @Test
    void everyEffectIsThereOnceThoughTheWorkerIsKilledFourTimes() throws Exception {
        survives(4);
    }

    @Test
    @Tag("long")
    void everyEffectIsThereOnceThoughTheWorkerIsKilledTwentyTimes() throws Exception {
        survives(20);
    }

    // A module that traps TERM leaves no effect if anybody asks it to end, so a false success would be one line less;
    // one that does not goes on after it, so an attempt that is taken for ended and repeated would be one line more.
    private static Chain chain() {
        Chain chain = Chain.named("killed");
        for (int i = 0; i < STEPS - 1; i++) {
            String trap = i % 2 == 0 ? "trap 'exit 0' TERM\n" : "";
            chain.module(name(i), trap + "sleep 2 & wait $!\n" + Gated.effect());
        }
        return chain.module("count", "sleep 5\n" + Gated.count());
    }

    private static String name(int step) {
        return "step-" + step;
    }

    private static void survives(int kills) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("Kills by the seed " + seed);
        Random random = new Random(seed);
        try (Installation forge = Installation.in(Space.named("killed")).with("FORGE_HEARTBEAT_TIMEOUT", "2s")) {
            WorkerProcess worker = forge.startWorker();
            String run = forge.submit(chain());

            for (int i = 0; i < kills; i++) {
                awaitJobs(forge, run, 1 + i * (STEPS - 1) / kills);
                pass(Duration.ofMillis(random.nextLong(1_500)));
                assertThat(forge.show(run).state().ended())
                        .as("before kill " + i + ", seed " + seed)
                        .isFalse();
                worker.kill();
                worker = forge.startWorker();
            }

            provesOneOfEach(forge, run, "seed " + seed);
        }
    }

    /** Spreads the kills over the run, each at a moment of its own. */
    private static void awaitJobs(Installation forge, String run, int atLeast) {
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> forge.jobs(run).size() >= atLeast);
    }

    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(30)).until(() -> true);
    }

    private static void provesOneOfEach(Installation forge, String run, String seed) {
        RunReport report = forge.awaitSuccess(run);
        assertThat(Gated.counted(report))
                .as(seed)
                .isEqualTo(IntStream.range(0, STEPS - 1)
                        .mapToObj(i -> "1x" + name(i))
                        .collect(Collectors.joining(" ")));
        assertThat(report.steps()).as(seed).allSatisfy(step -> {
            assertThat(step.attempts()).hasSize(1);
            assertThat(step.retries() + step.disruptions()).isZero();
        });
        assertThat(forge.jobs(run)).as(seed).hasSize(STEPS);
        assertThat(forge.pods(run)).as(seed).hasSize(STEPS);
    }
}
