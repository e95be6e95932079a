package dev.forge.starter.run;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.AttemptId;
import java.util.Optional;
import java.util.stream.Stream;

/** A run that has been found. */
public final class FoundRun {
    private final RunReport report;
    private final Execution execution;

    FoundRun(RunReport report, Execution execution) {
        this.report = report;
        this.execution = execution;
    }

    public RunReport report() {
        return report;
    }

    /** Temporal's Run ID. */
    public String temporalRunId() {
        return execution.temporalRunId();
    }

    public Optional<StepReport> step(String name) {
        return report.steps().stream().filter(step -> step.name().equals(name)).findFirst();
    }

    /** Whether an attempt has ended; where the execution was ended from outside, that is all that says so. */
    public boolean hasEnded(AttemptReport attempt) {
        return report.state().ended() || attempt.endedAt().isPresent();
    }

    /** The identity of an attempt, by the execution that launched it: a reset keeps those of the executions before. */
    public AttemptId attempt(StepReport step, AttemptReport attempt) {
        return attempt.execution()
                .map(execution -> id(execution, step, attempt))
                .orElseGet(() -> byName(step, attempt));
    }

    /** In reports of earlier releases its name alone tells which of the run's executions launched it. */
    private AttemptId byName(StepReport step, AttemptReport attempt) {
        return Stream.of(execution.temporalRunId(), execution.firstTemporalRunId())
                .filter(temporalRunId -> !temporalRunId.isEmpty())
                .map(temporalRunId -> id(temporalRunId, step, attempt))
                .filter(id -> id.name().equals(attempt.name()))
                .findFirst()
                .orElseGet(() -> id(execution.temporalRunId(), step, attempt));
    }

    private AttemptId id(String temporalRunId, StepReport step, AttemptReport attempt) {
        return new AttemptId(report.id(), temporalRunId, step.name(), attempt.number());
    }
}
