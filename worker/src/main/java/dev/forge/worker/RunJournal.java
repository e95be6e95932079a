package dev.forge.worker;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.Resolution.Plan;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What has become of the run so far; whatever changes in it that others search for is told to Temporal. */
final class RunJournal {
    private final Map<String, StepJournal> steps = new LinkedHashMap<>();
    private final Instant startedAt = Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
    private RunState state = RunState.RUNNING;
    private String pipeline = "";
    private Optional<String> reason = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<RunFailure> failure = Optional.empty();
    private Duration keepAfterSuccess = Duration.ZERO;
    private Duration keepOtherwise = Duration.ZERO;

    static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    void named(String name) {
        pipeline = name;
        Visibility.named(name);
    }

    void planned(Plan plan) {
        plan.steps().forEach(step -> steps.put(step.name(), new StepJournal(step, plan.disruptionLimit())));
        keepAfterSuccess = plan.keepAfterSuccess();
        keepOtherwise = plan.keepWorkspace();
        named(plan.pipeline());
        enter(RunState.RUNNING);
    }

    StepJournal step(String name) {
        return Optional.ofNullable(steps.get(name)).orElseThrow();
    }

    void failed(RunFailure why) {
        failure = Optional.of(why);
    }

    void canceling(Optional<String> why) {
        reason = why;
        enter(RunState.CANCELING);
    }

    /** Closes the journal; the report stays with the run as long as Temporal keeps it. */
    RunReport ended(RunState last) {
        steps.values().forEach(StepJournal::canceled);
        endedAt = Optional.of(now());
        enter(last);
        RunReport report = report();
        Visibility.closed(report);
        return report;
    }

    Duration keepWorkspaceAfter(RunState last) {
        return last == RunState.SUCCEEDED ? keepAfterSuccess : keepOtherwise;
    }

    RunReport report() {
        String id = Workflow.getInfo().getWorkflowId();
        return new RunReport(
                id,
                RunKey.of(id),
                pipeline,
                state,
                reason,
                startedAt,
                endedAt,
                steps.values().stream().map(StepJournal::report).toList(),
                failure);
    }

    private void enter(RunState next) {
        state = next;
        Visibility.entered(next);
    }
}
