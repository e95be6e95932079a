package dev.forge.starter.harness;

import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.ChangeRequest;
import dev.forge.contract.pipeline.ControlParser;
import dev.forge.contract.pipeline.ModuleSpec;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.ControlRefusal;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.Remembered;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.contract.workflow.RunControl;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A pipeline workflow that does what a test tells it by signals. */
public final class SteeredPipeline implements PipelineWorkflow, Steering, RunControl {
    private static final Map<String, Integer> LOOKS = new ConcurrentHashMap<>();
    private static final ModuleSpec MONTHLY = new ModuleSpec(
            "monthly",
            "monthly:1",
            List.of(),
            List.of(),
            Map.of(),
            Resources.NONE,
            ModuleSpec.DEFAULT_TIMEOUT,
            RetryRule.DEFAULT);

    private Optional<Ending> ending = Optional.empty();
    private Optional<RunReport> report = Optional.empty();
    private boolean paused;

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
    public Remembered remembered() {
        return new Remembered(Optional.empty(), progress(), now(), Optional.empty(), Map.of());
    }

    @Override
    public Conclusion conclusion() {
        return new Conclusion(
                progress(),
                Workflow.getInfo().getRunId(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty());
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

    @Override
    public void mayPause(@Nullable RawValue request) {
        valid(ControlParser.pause(text(request)));
    }

    @Override
    public Standing pause(@Nullable RawValue request) {
        paused = true;
        Workflow.upsertTypedSearchAttributes(RunAttributes.STATUS.valueSet(RunState.PAUSED.name()));
        return new Standing(
                RunState.PAUSED, valid(ControlParser.pause(text(request))).reason());
    }

    @Override
    public void mayGoOn(@Nullable RawValue request) {
        valid(ControlParser.goOn(text(request))).from().ifPresent(from -> {
            throw refusal(ControlRefusal.INVALID, List.of(Problem.of("/from", "there is no " + from, "leave it out")));
        });
        if (!paused) {
            throw refusal(ControlRefusal.NOT_PAUSED);
        }
    }

    @Override
    public Standing goOn(@Nullable RawValue request) {
        paused = false;
        Workflow.upsertTypedSearchAttributes(RunAttributes.STATUS.valueSet(RunState.RUNNING.name()));
        return new Standing(RunState.RUNNING, Optional.empty());
    }

    @Override
    public void mayChange(@Nullable RawValue request) {
        changed(request);
    }

    @Override
    public Changed change(@Nullable RawValue request) {
        ModuleSpec changed = changed(request);
        return new Changed(
                RunState.RUNNING,
                List.of(new RunChange.Field("image", Optional.of(MONTHLY.image()), Optional.of(changed.image()))));
    }

    private static ModuleSpec changed(@Nullable RawValue request) {
        ChangeRequest asked = valid(ControlParser.change(text(request)));
        return switch (asked.step()) {
            case "monthly" -> valid(asked.madeTo(MONTHLY, List.of("monthly", "sink"), List.of(), Set.of()));
            case "runs" -> throw refusal(ControlRefusal.STEP_RUNNING);
            case "succeeded" -> throw refusal(ControlRefusal.STEP_SUCCEEDED);
            default -> throw refusal(ControlRefusal.NO_SUCH_STEP);
        };
    }

    private static String text(@Nullable RawValue request) {
        return request == null ? "" : request.getPayload().getData().toStringUtf8();
    }

    private static <T> T valid(Asked<T> asked) {
        return switch (asked) {
            case Asked.Valid<T>(T request) -> request;
            case Asked.Invalid<T>(List<Problem> problems) -> throw refusal(ControlRefusal.INVALID, problems);
        };
    }

    private static ApplicationFailure refusal(ControlRefusal why, Object... details) {
        return ApplicationFailure.newNonRetryableFailure("The run says " + why + ".", why.name(), details);
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
