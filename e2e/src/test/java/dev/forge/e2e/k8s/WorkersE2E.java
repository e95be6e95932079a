package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
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
}
