package dev.forge.activities;

import static java.util.Objects.requireNonNull;

import dev.forge.archive.records.Archive;
import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.pipeline.ControlParser;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.FilesActivities;
import dev.forge.contract.workflow.Preview;
import dev.forge.contract.workflow.PreviewActivities;
import dev.forge.contract.workflow.RebuildActivities;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.ResultsKept;
import dev.forge.contract.workflow.RunActivities;
import dev.forge.contract.workflow.TurnActivities;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.LogContext;
import dev.forge.runtime.OutcomeRecord;
import dev.forge.runtime.OutputBuckets;
import dev.forge.runtime.OutputRefused;
import dev.forge.runtime.RuntimeUnavailable;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Consumer;

/** The activities of a run, over the place where its attempts run. */
public final class ForgeActivities implements RunActivities, PreviewActivities, FilesActivities {
    private final Resolver resolver;
    private final Previewing previewing;
    private final AttemptExecution execution;
    private final AttemptEnder ender;
    private final JobRuntime runtime;
    private final AttemptLogs logs;
    private final OutputBuckets buckets;
    private final OutcomeRecord outcomes;
    private final Archive archive;
    private final Pace pace;
    private final ForgeTurns turns;
    private final RunTraces traces;
    private final ResultKeeping results;
    private final Clock clock = Clock.systemUTC();

    /**
     * Activities over a place where attempts run.
     *
     * @param archive {@link Archive#absent} where there is none: runs are kept as long as Temporal keeps them then,
     *     and bring their pipelines along
     */
    public ForgeActivities(
            JobRuntime runtime, AttemptLogs logs, OutcomeRecord outcomes, Archive archive, RunPolicy policy) {
        this(runtime, logs, outcomes, archive, OutputBuckets.absent(), policy, AttemptMeter.NONE, OpenTelemetry.noop());
    }

    /**
     * The same.
     *
     * @param buckets into which the logs of jobs are put
     * @param meter counts
     * @param spans is told of spans
     */
    public ForgeActivities(
            JobRuntime runtime,
            AttemptLogs logs,
            OutcomeRecord outcomes,
            Archive archive,
            OutputBuckets buckets,
            RunPolicy policy,
            AttemptMeter meter,
            OpenTelemetry spans) {
        this.runtime = runtime;
        this.logs = logs;
        this.buckets = buckets;
        this.outcomes = outcomes;
        this.archive = archive;
        this.pace = new Pace(policy.heartbeatInterval(), Pace.MOST_PER_SECOND, meter);
        this.resolver = new Resolver(policy, new ArchivedPipelines(archive));
        this.previewing = new Previewing(resolver, runtime);
        this.ender = new AttemptEnder(runtime);
        this.turns = new ForgeTurns(runId -> !runtime.present(runId).isEmpty());
        this.traces = new RunTraces(spans);
        this.results = new ResultKeeping(runtime, archive, clock);
        this.execution = new AttemptExecution(runtime, logs, ender, meter, traces);
    }

    /** What is to be registered beside it. */
    public TurnActivities turns() {
        return turns;
    }

    /** What fills the archive again; to be registered beside it, too. */
    public RebuildActivities rebuild() {
        return new ArchiveRebuild(archive);
    }

    /** What looks after runs that Temporal cut off; nothing to be registered. */
    public CutOffRuns cutOffs(WorkflowClient client) {
        return new CutOffEnds(client, archive, new Audience(client, resolver));
    }

    @Override
    public Resolution resolve(Request request) {
        try (LogContext _ = LogContext.of(request.runId())) {
            return traces.during("resolve", request.runId(), ForgeActivities::execution, () -> resolved(request));
        }
    }

    private Resolution resolved(Request request) {
        return ControlParser.resumption(request.json())
                .map(asked -> new Continuing(Activity.getExecutionContext().getWorkflowClient())
                        .resolve(request.runId(), asked))
                .map(resolution -> resolution instanceof Resolution.Refusal refusal
                        ? refusal.telling(receivers(request).targets())
                        : resolution)
                .orElseGet(() -> resolver.resolve(request));
    }

    @Override
    public Receivers receivers(Request request) {
        return new Receivers(new Audience(Activity.getExecutionContext().getWorkflowClient(), resolver).of(request));
    }

    @Override
    public Preview preview(Request request) {
        return previewing.preview(request, execution());
    }

    @Override
    public FilesAnswer listFiles(FilesQuery query) {
        try (LogContext _ = LogContext.of(query.runId())) {
            return runtime.files().list(query).fitting();
        }
    }

    @Override
    public FileAnswer readFile(FileQuery query) {
        try (LogContext _ = LogContext.of(query.runId())) {
            return runtime.files().read(query);
        }
    }

    @Override
    public StepOutcome execute(StepTask task) {
        try (LogContext _ = LogContext.of(task.attempt());
                Heartbeat heartbeat = pace.begin(Activity.getExecutionContext())) {
            return execution.execute(task, heartbeat);
        }
    }

    @Override
    public void end(Canceling run) {
        try (LogContext _ = LogContext.of(run.runId());
                Heartbeat heartbeat = pace.begin(Activity.getExecutionContext())) {
            // Before the list is asked for: what is launched until then is on it, and nothing is afterwards.
            run.open().forEach(runtime::bar);
            ender.endAll(run.runId(), present -> true, heartbeat::tellWhileEnding);
        }
    }

    @Override
    public ResultsKept keepResults(Results left) {
        AttemptId attempt = left.attempt();
        try (LogContext _ = LogContext.of(attempt);
                Heartbeat heartbeat = pace.begin(Activity.getExecutionContext())) {
            return traces.during(
                    "keep results of " + attempt.step(),
                    attempt.runId(),
                    attempt::execution,
                    () -> results.keep(left, heartbeat));
        }
    }

    @Override
    public void finish(Finished finished) {
        try (LogContext _ = LogContext.of(finished.attempt());
                Heartbeat heartbeat = pace.begin(Activity.getExecutionContext())) {
            AttemptId attempt = finished.attempt();
            traces.during(
                    "finish " + attempt.step(),
                    attempt.runId(),
                    attempt::execution,
                    () -> heartbeat.during(tell -> finish(finished, tell)));
        }
    }

    private void finish(Finished finished, Consumer<Waiting> tell) {
        completeLog(finished.attempt(), tell);
        String keeping = "the outcome of " + finished.attempt().step() + " is being kept";
        tell.accept(Waiting.passing(keeping, clock.instant()));
        outcomes.keep(finished.attempt(), finished.outcome());
    }

    @Override
    public void putLog(WholeLog log) {
        try (LogContext _ = LogContext.of(log.runId());
                Heartbeat heartbeat = pace.begin(Activity.getExecutionContext())) {
            heartbeat.during(_ -> put(log));
        } catch (OutputRefused refused) {
            throw ApplicationFailure.newNonRetryableFailure(refused.getMessage(), OutputRefused.class.getSimpleName());
        }
    }

    private void put(WholeLog log) {
        try (InputStream bytes = new WholeLogStream(logs, log.attempts())) {
            buckets.put(log.target().bucket(), log.target().key(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("the log of " + log.runId() + " cannot be read", e);
        }
    }

    @Override
    public void conclude(Conclusion conclusion) {
        if (!archive.isAbsent()) {
            // Whether this changes anything (it may have been written before) is all the same.
            archive.runs().record(Records.concluded(conclusion));
        }
        traces.ended(conclusion);
    }

    @Override
    public void release(RunRef run) {
        WorkflowClient client = Activity.getExecutionContext().getWorkflowClient();
        try (LogContext _ = LogContext.of(run.runId())) {
            runtime.release(run.runId(), Succession.over(client, run));
        }
    }

    @Override
    public void clean(RunRef run) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        if (Succession.isOver(context.getWorkflowClient(), run)) {
            try (LogContext _ = LogContext.of(run.runId());
                    Heartbeat heartbeat = pace.begin(context)) {
                traces.during(
                        "clean", run.runId(), run::execution, () -> heartbeat.during(_ -> runtime.clean(run.runId())));
            }
        }
    }

    private static String execution() {
        return requireNonNull(Activity.getExecutionContext().getInfo().getWorkflowRunId());
    }

    private void completeLog(AttemptId attempt, Consumer<Waiting> tell) {
        try {
            runtime.completeLog(attempt, tell);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailable("interrupted while the log of " + attempt.name() + " was completed", e);
        }
    }
}
