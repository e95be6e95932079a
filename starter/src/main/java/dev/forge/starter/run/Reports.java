package dev.forge.starter.run;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.workflow.CutOff;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.List;
import java.util.Optional;

/** Makes the report of a run that its workflow cannot tell, or can no longer tell in full. */
final class Reports {
    static final String NO_WORKER = "no worker answers; is one running?";

    private Reports() {}

    /** All that Temporal knows without a worker. */
    static RunReport synthesized(Execution execution) {
        RunState state = execution.state();
        return new RunReport(
                execution.runId(),
                RunKey.of(execution.runId()),
                execution.pipeline(),
                state,
                state.ended() ? Optional.empty() : Optional.of(NO_WORKER),
                Optional.empty(),
                execution.startedAt(),
                execution.endedAt(),
                List.of(),
                state == RunState.FAILED ? Optional.of(failure(execution.status())) : Optional.empty());
    }

    /** A workflow knows its pipeline's name once its request is resolved; Temporal was told of it at the start. */
    static RunReport named(RunReport report, Execution execution) {
        return report.pipeline().isEmpty() ? report.withPipeline(execution.pipeline()) : report;
    }

    /**
     * A report as it must read now that the run has ended: what ends a workflow from outside (Terminated, TimedOut)
     * the workflow itself never learns.
     */
    static RunReport closed(RunReport report, Execution execution) {
        RunState state = execution.state();
        Optional<RunFailure> failure = report.failure()
                .or(() -> Optional.of(failure(execution.status())).filter(any -> state == RunState.FAILED));
        return named(report, execution).withEnd(state, report.endedAt().or(execution::endedAt), failure);
    }

    /** The report of an open run that has been asked to cancel itself, whether or not a worker has seen that. */
    static RunReport canceling(RunReport report) {
        return report.state().ended() ? report : report.withState(RunState.CANCELING);
    }

    private static RunFailure failure(WorkflowExecutionStatus status) {
        return CutOff.failure(status)
                .orElseGet(() -> RunFailure.ofTheRun(
                        Failure.of(
                                Category.INTERNAL,
                                "it failed without leaving a report, and no worker answers for it",
                                "start a worker and ask again, or read its history in Temporal"),
                        List.of()));
    }
}
