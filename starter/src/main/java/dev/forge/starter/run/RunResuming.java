package dev.forge.starter.run;

import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.ChangeRequest;
import dev.forge.contract.pipeline.ContinueRequest;
import dev.forge.contract.pipeline.ControlParser;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.run.ResumePoint;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.workflow.CleanupWorkflow;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.contract.workflow.RunControl.Standing;
import dev.forge.starter.problem.ProblemCode;
import dev.forge.starter.problem.Refusal;
import dev.forge.starter.problem.WorkerUnavailable;
import io.temporal.api.common.v1.Memo;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Has a run that has ended go on, in another execution under its id. What can be known beforehand is refused before that
 * one is started: it takes the place of the one that has ended.
 */
@Singleton
class RunResuming {
    /** As long as an Update is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 100;

    private static final Set<WorkflowExecutionStatus> ENDED_BY_TEMPORAL = EnumSet.of(
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED,
            WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TIMED_OUT);

    private final TemporalGateway temporal;
    private final RunReading reading;

    RunResuming(TemporalGateway temporal, RunReading reading) {
        this.temporal = temporal;
        this.reading = reading;
    }

    /** Has it go on, from the step that the call names or from the first that has not succeeded. */
    Standing goOn(Execution closed, String json) {
        ContinueRequest asked = valid(ControlParser.goOn(json), ProblemCode.CONTINUE_INVALID);
        checkEnd(closed);
        RunReport report = reading.closed(closed);
        switch (ResumePoint.of(report.steps(), asked.from())) {
            case ResumePoint.Nowhere(Problem problem) ->
                throw Refusal.ofAll(ProblemCode.CONTINUE_INVALID, List.of(problem));
            case ResumePoint.At(String step) -> checkWorkspace(report, step);
        }
        start(closed, new ResumeRequest(closed.temporalRunId(), asked.from(), false));
        return new Standing(RunState.QUEUED, Optional.empty());
    }

    /** Has a failed one be HELD, so that a step can be changed as the call says; returns it when it is. */
    Execution hold(Execution closed, String json) {
        ChangeRequest change = valid(ControlParser.change(json), ProblemCode.CHANGE_INVALID);
        checkEnd(closed);
        RunReport report = reading.closed(closed);
        StepReport step = report.steps().stream()
                .filter(each -> each.name().equals(change.step()))
                .findFirst()
                .orElseThrow(() -> Refusal.of(
                        ProblemCode.STEP_NOT_FOUND,
                        "The run has no step " + change.step() + ": use one of "
                                + String.join(
                                        ", ",
                                        report.steps().stream()
                                                .map(StepReport::name)
                                                .toList())
                                + "."));
        if (step.state() == StepState.SUCCEEDED) {
            throw Refusal.of(
                    ProblemCode.STEP_SUCCEEDED,
                    change.step() + " has succeeded: change a step that has not, or submit the run again.");
        }
        if (report.failure().isEmpty()) {
            throw Refusal.of(
                    ProblemCode.RUN_ENDED,
                    "Run " + report.id() + " is " + report.state()
                            + ": only a failed run is held for a change. Continue it, or submit it again.");
        }
        checkWorkspace(report, change.step());
        start(closed, new ResumeRequest(closed.temporalRunId(), Optional.empty(), true));
        return held(closed.runId());
    }

    /** Nobody can ask an execution where it stood that Temporal has ended by itself. */
    private static void checkEnd(Execution closed) {
        if (ENDED_BY_TEMPORAL.contains(closed.status())) {
            throw Refusal.of(
                    ProblemCode.RUN_ENDED,
                    "Run " + closed.runId()
                            + " was terminated in Temporal, and nobody knows where it stood: have it run"
                            + " again as another run (POST /runs/" + closed.runId() + "/rerun).");
        }
    }

    /** Only the first step needs no workspace; another one would find nothing, and fail. */
    private void checkWorkspace(RunReport report, String step) {
        boolean needed = !report.steps().getFirst().name().equals(step);
        if (needed && isRemoved(report.id())) {
            throw Refusal.of(
                    ProblemCode.WORKSPACE_REMOVED,
                    "The workspace of run " + report.id() + " has been removed: continue it from "
                            + report.steps().getFirst().name() + ", or have it run again as another run"
                            + " (POST /runs/" + report.id() + "/rerun).");
        }
    }

    private boolean isRemoved(String runId) {
        return temporal.status(CleanupWorkflow.idOf(runId))
                .filter(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED::equals)
                .isPresent();
    }

    /** Of several that are started at once, Temporal lets one be; the same call sent again is that one. */
    private void start(Execution closed, ResumeRequest request) {
        RunStart start = new RunStart(temporal.converter());
        Memo memo = closed.memo().toBuilder()
                .removeFields(RunAttributes.MEMO_REPORT)
                .putFields(RunAttributes.MEMO_STATUS, start.payload(RunState.QUEUED.name()))
                .build();
        boolean started = temporal.start(start.request(closed.runId(), closed.pipeline(), request.json())
                .setNamespace(temporal.namespace())
                .setRequestId(RunIds.ofRepeatedCall(request.json()))
                .setMemo(memo)
                .setUserMetadata(start.summary("continues " + closed.temporalRunId()))
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .build());
        if (!started) {
            throw Refusal.of(
                    ProblemCode.RUN_NOT_PAUSED,
                    "Somebody else has just had run " + closed.runId() + " go on: look how it stands.");
        }
    }

    private Execution held(String runId) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Execution> held = temporal.find(runId).filter(execution -> execution.state() == RunState.HELD);
            if (held.isPresent()) {
                return held.get();
            }
            pause();
        }
        throw new WorkerUnavailable("No worker has the run ready to be changed yet; it will be HELD");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerUnavailable("The starter stops");
        }
    }

    private static <T> T valid(Asked<T> asked, ProblemCode code) {
        return switch (asked) {
            case Asked.Valid<T>(T request) -> request;
            case Asked.Invalid<T>(List<Problem> problems) -> throw Refusal.ofAll(code, problems);
        };
    }
}
