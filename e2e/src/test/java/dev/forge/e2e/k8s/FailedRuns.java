package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import org.awaitility.Awaitility;

/** Runs whose step {@code work} can do nothing but fail. */
final class FailedRuns {
    private FailedRuns() {}

    /** The report of a run that failed so, in its only attempt where no other could end otherwise; nothing of it is left. */
    static RunReport await(Installation forge, Chain chain, Category category) throws Exception {
        RunReport report = forge.awaitEnd(forge.submit(chain));
        assertThat(report.state()).as(report.toString()).isEqualTo(RunState.FAILED);
        assertThat(report.failure().orElseThrow().failure().category())
                .as(report.toString())
                .isEqualTo(category);
        assertThat(Installation.step(report, "work").disruptions()).isZero();
        if (!category.worthRetrying()) {
            assertThat(Installation.step(report, "work").attempts()).hasSize(1);
        }
        // What cannot be started has ended when kubelet says so, and its pod's phase follows.
        Awaitility.await()
                .atMost(Installation.PATIENCE)
                .until(() -> forge.livePods(report.id()).isEmpty());
        return report;
    }
}
