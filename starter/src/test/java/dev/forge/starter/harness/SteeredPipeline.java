package dev.forge.starter.harness;

import dev.forge.contract.RunKey;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A pipeline workflow that does what a test tells it by signals. */
public final class SteeredPipeline implements PipelineWorkflow, Steering {
    private static final Map<String, Integer> LOOKS = new ConcurrentHashMap<>();

    private Optional<Ending> ending = Optional.empty();
    private Optional<RunReport> report = Optional.empty();

    /** How often the progress of a run has been asked for. */
    public static int looks(String runId) {
        return LOOKS.getOrDefault(runId, 0);
    }

    @Override
    public RunReport run(RawValue request) {
        Workflow.upsertTypedSearchAttributes(RunAttributes.STATUS.valueSet(RunState.RUNNING.name()));
        Workflow.await(() -> ending.isPresent());
        return switch (ending.orElseThrow()) {
            case SUCCEED -> remembered(RunState.SUCCEEDED);
            case FAIL -> {
                remembered(RunState.FAILED);
                throw ApplicationFailure.newNonRetryableFailure("monthly: exited with 3", "MODULE_EXIT");
            }
            case FAIL_WITHOUT_REPORT -> throw ApplicationFailure.newNonRetryableFailure("lost", "INTERNAL");
        };
    }

    private RunReport remembered(RunState state) {
        RunReport last = in(state, progress(), Optional.of(now()));
        Workflow.upsertMemo(Map.of(RunAttributes.MEMO_REPORT, last));
        return last;
    }

    @Override
    public RunReport progress() {
        String id = Workflow.getInfo().getWorkflowId();
        LOOKS.merge(id, 1, Integer::sum);
        return report.orElseGet(() -> new RunReport(
                id,
                RunKey.of(id),
                "steered",
                RunState.RUNNING,
                Optional.empty(),
                Optional.empty(),
                now(),
                Optional.empty(),
                List.of(),
                Optional.empty()));
    }

    @Override
    public void report(RunReport next) {
        report = Optional.of(next);
    }

    @Override
    public void execute(String sightingJson) {
        ActivityOptions options = ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(5))
                .setCancellationType(ActivityCancellationType.TRY_CANCEL)
                .build();
        Async.procedure(Workflow.newActivityStub(HeartbeatActivity.class, options)::execute, sightingJson);
    }

    @Override
    public void end(Ending how) {
        ending = Optional.of(how);
    }

    private static RunReport in(RunState state, RunReport last, Optional<Instant> endedAt) {
        return new RunReport(
                last.id(),
                last.key(),
                last.pipeline(),
                state,
                last.reason(),
                last.waiting(),
                last.startedAt(),
                endedAt,
                last.steps(),
                last.failure());
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
