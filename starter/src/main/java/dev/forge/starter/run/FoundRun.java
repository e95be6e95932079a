package dev.forge.starter.run;

import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.AttemptId;
import java.util.Optional;
import java.util.stream.Stream;

/** A run that has been found. */
public final class FoundRun {
    private final RunReport report;
    private final RunOrigin origin;
    private final String temporalRunId;
    private final String firstTemporalRunId;
    private final Optional<String> rerunOf;

    FoundRun(RunReport report, Execution execution) {
        this(
                report,
                execution.origin(),
                execution.temporalRunId(),
                execution.firstTemporalRunId(),
                execution.rerunOf());
    }

    private FoundRun(
            RunReport report,
            RunOrigin origin,
            String temporalRunId,
            String firstTemporalRunId,
            Optional<String> rerunOf) {
        this.report = report;
        this.origin = origin;
        this.temporalRunId = temporalRunId;
        this.firstTemporalRunId = firstTemporalRunId;
        this.rerunOf = rerunOf;
    }

    /** A run of which only the archive knows. */
    public static FoundRun archived(RunRecord record) {
        String execution = record.execution().id();
        return new FoundRun(record.report(), record.origin(), execution, execution, Optional.empty());
    }

    public RunReport report() {
        return report;
    }

    /** Where it comes from, as far as that is known. */
    public RunOrigin origin() {
        return origin;
    }

    /** The run that it does once more; known for as long as Temporal keeps it. */
    public Optional<String> rerunOf() {
        return rerunOf;
    }

    /** Temporal's Run ID. */
    public String temporalRunId() {
        return temporalRunId;
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
        return Stream.of(temporalRunId, firstTemporalRunId)
                .filter(execution -> !execution.isEmpty())
                .map(execution -> id(execution, step, attempt))
                .filter(id -> id.name().equals(attempt.name()))
                .findFirst()
                .orElseGet(() -> id(temporalRunId, step, attempt));
    }

    private AttemptId id(String execution, StepReport step, AttemptReport attempt) {
        return new AttemptId(report.id(), execution, step.name(), attempt.number());
    }
}
