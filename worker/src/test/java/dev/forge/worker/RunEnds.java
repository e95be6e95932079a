package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;

/** How runs stand and end, for tests. */
final class RunEnds {
    private RunEnds() {}

    static RunReport progress(WorkflowStub run) {
        return run.query("progress", RunReport.class);
    }

    static StepState stateOf(RunReport report, String step) {
        return report.steps().stream()
                .filter(each -> each.name().equals(step))
                .map(StepReport::state)
                .findFirst()
                .orElse(StepState.WAITING);
    }

    static ApplicationFailure failureOf(WorkflowStub run) {
        WorkflowFailedException failed =
                catchThrowableOfType(WorkflowFailedException.class, () -> run.getResult(RunReport.class));
        assertThat(failed).hasCauseInstanceOf(ApplicationFailure.class);
        return (ApplicationFailure) failed.getCause();
    }

    static void assertCanceled(WorkflowStub run) {
        WorkflowFailedException failed =
                catchThrowableOfType(WorkflowFailedException.class, () -> run.getResult(RunReport.class));
        assertThat(failed).hasCauseInstanceOf(CanceledFailure.class);
    }
}
