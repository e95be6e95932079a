package dev.forge.starter.run;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.RunRecord;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Finds a run and tells how it stands. */
@Singleton
public class RunReading {
    private final TemporalGateway temporal;
    private final Archive archive;
    private final Clock clock;

    RunReading(TemporalGateway temporal, Archive archive, Clock clock) {
        this.temporal = temporal;
        this.archive = archive;
        this.clock = clock;
    }

    /** A run by its id, as Temporal has it, or the archive where Temporal has forgotten it; refused where there is none. */
    public FoundRun find(String id) {
        return temporal.describe(id).map(this::found).orElseGet(() -> FoundRun.archived(archived(id)));
    }

    private FoundRun found(DescribeWorkflowExecutionResponse description) {
        Execution execution = new Execution(description.getWorkflowExecutionInfo(), temporal.converter());
        RunReport report = execution.state().ended() ? closed(execution) : open(execution, description);
        return new FoundRun(report, execution);
    }

    /** A run that Temporal has forgotten; refused where the archive does not know it either. */
    RunRecord archived(String id) {
        Optional<RunRecord> kept =
                archive.isAbsent() ? Optional.empty() : archive.runs().find(id);
        return kept.orElseThrow(() -> Refusal.of(
                ProblemCode.RUN_NOT_FOUND, "There is no run " + id + ": the list of runs has those that are kept."));
    }

    /** How an execution that has ended stood at its end. */
    RunReport closed(Execution execution) {
        return execution
                .memo(RunAttributes.MEMO_REPORT, RunReport.class)
                .or(() -> temporal.progress(execution))
                .map(report -> Reports.closed(report, execution))
                .orElseGet(() -> Reports.synthesized(execution));
    }

    private RunReport open(Execution execution, DescribeWorkflowExecutionResponse description) {
        RunReport report = temporal.progress(execution)
                .map(known -> inItsPlace(Reports.named(known, execution), execution))
                .orElseGet(() -> Reports.synthesized(execution));
        List<Pending> pending = description.getPendingActivitiesList().stream()
                .map(activity -> Pending.of(activity, temporal.converter(), clock.instant()))
                .toList();
        RunReport told = report.waiting()
                .map(waiting -> report.withWaiting(waiting.toldAt(clock.instant())))
                .orElse(report);
        RunReport merged = Sightings.merge(told, pending);
        return description.getWorkflowExtendedInfo().getCancelRequested() ? Reports.canceling(merged) : merged;
    }

    /** A run that waits for its turn does not know its place in the queue: to tell each of them of each change costs too much. */
    private RunReport inItsPlace(RunReport report, Execution execution) {
        if (report.state() != RunState.QUEUED || report.waiting().isEmpty()) {
            return report;
        }
        return execution
                .memo(RunAttributes.MEMO_TURNS, String.class)
                .flatMap(turns -> temporal.place(turns, execution.runId()))
                .map(place -> QueuePlaces.in(report, place))
                .orElse(report);
    }
}
