package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Workers come and go, and the run goes on. */
class WorkersE2E {
    /** Every step leaves one line; the last one counts them. */
    private static Chain chain(int steps) {
        Chain chain = Chain.named("workers");
        for (int i = 1; i < steps; i++) {
            chain.module("step-" + i, "echo " + i + " >> $FORGE_DATA/effects; sleep 1");
        }
        return chain.module(
                "count", "sort -n $FORGE_DATA/effects | uniq -c | awk '{print $1 \"x\" $2}' | xargs > $FORGE_OUTPUT");
    }

    @Test
    void aRunGoesThroughASingleWorker() throws Exception {
        try (Installation forge = Installation.in(Space.named("workers"))) {
            forge.startWorker();

            RunReport report = forge.awaitSuccess(forge.submit(chain(4)));

            assertThat(Installation.step(report, "count").output()).isEqualTo("1x1 1x2 1x3\n");
        }
    }

    /** Each worker is told to end as soon as the next one serves, again and again, while step follows step. */
    @Test
    void aRunGoesOnWhileItsWorkersAreReplacedOneAfterTheOther() throws Exception {
        try (Installation forge = Installation.in(Space.named("replaced"))) {
            WorkerProcess worker = forge.startWorker();
            String run = forge.submit(Chain.named("replaced")
                    .module("first", Gated.IGNORES_TERM.script())
                    .module("second", Gated.EXITS_0_ON_TERM.script())
                    .module("third", Gated.IGNORES_TERM.script())
                    .module("count", Gated.count()));

            for (String step : List.of("first", "second", "third")) {
                Pod pod = Gated.waiting(forge, run, step);
                WorkerProcess next = forge.startWorker();
                worker.stop();
                worker = next;
                Gated.open(pod);
            }

            RunReport report = forge.awaitSuccess(run);
            assertThat(Gated.counted(report)).isEqualTo("1xfirst 1xsecond 1xthird");
            assertThat(report.steps())
                    .allSatisfy(step -> assertThat(step.attempts()).hasSize(1));
            assertThat(forge.pods(run)).hasSize(4);
        }
    }
}
