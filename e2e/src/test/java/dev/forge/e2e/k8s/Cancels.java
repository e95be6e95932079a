package dev.forge.e2e.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import java.util.EnumSet;
import java.util.Set;

/** What a user sees of a run from the moment in which it is canceled. */
final class Cancels {
    private Cancels() {}

    /** Looks at the run and then at its pods, again and again: whoever reads CANCELED finds none that runs. */
    static RunReport awaitCanceled(Installation forge, String run) {
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

    /** The same of a run that was in a step's first attempt. */
    static StepReport awaitCanceled(Installation forge, String run, String step) {
        StepReport canceled = Installation.step(awaitCanceled(forge, run), step);
        assertThat(canceled.state()).isEqualTo(StepState.CANCELED);
        assertThat(canceled.attempts()).hasSize(1);
        return canceled;
    }
}
