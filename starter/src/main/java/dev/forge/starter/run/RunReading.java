package dev.forge.starter.run;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Finds a run and tells how it stands. */
@Singleton
public class RunReading {
    private final TemporalGateway temporal;
    private final Clock clock;

    RunReading(TemporalGateway temporal, Clock clock) {
        this.temporal = temporal;
        this.clock = clock;
    }

    /** A run by its id; refused where there is none. */
    public FoundRun find(String id) {
        DescribeWorkflowExecutionResponse description = temporal.describe(id).orElseThrow(() -> notFound(id));
        Execution execution = new Execution(description.getWorkflowExecutionInfo(), temporal.converter());
        RunReport report = execution.state().ended() ? closed(execution) : open(execution, description);
        return new FoundRun(report, execution);
    }

    static Refusal notFound(String id) {
        return Refusal.of(
                ProblemCode.RUN_NOT_FOUND,
                "There is no run " + id + ": GET /runs lists those that Temporal still keeps.");
    }

    private RunReport closed(Execution execution) {
        return execution
                .memo(RunAttributes.MEMO_REPORT, RunReport.class)
                .or(() -> temporal.progress(execution))
                .map(report -> Reports.closed(report, execution))
                .orElseGet(() -> Reports.synthesized(execution));
    }

    private RunReport open(Execution execution, DescribeWorkflowExecutionResponse description) {
        RunReport report = temporal.progress(execution).orElseGet(() -> Reports.synthesized(execution));
        List<Pending> pending = description.getPendingActivitiesList().stream()
                .map(activity -> Pending.of(activity, temporal.converter(), clock.instant()))
                .toList();
        RunReport merged = Sightings.merge(report, pending);
        return description.getWorkflowExtendedInfo().getCancelRequested() ? Reports.canceling(merged) : merged;
    }
}
