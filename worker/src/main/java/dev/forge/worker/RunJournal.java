package dev.forge.worker;

import dev.forge.contract.RunKey;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.run.ResumePoint;
import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Remembered;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.Resolution.Refusal;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.RunControl.Standing;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has become of the run so far; whatever changes in it that others search for is told to Temporal. */
final class RunJournal {
    /** The longest name of a pipeline, a DNS label. */
    private static final int LONGEST_NAME = 63;

    private final Map<String, StepJournal> steps = new LinkedHashMap<>();
    private final Instant startedAt = Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
    private RunState state = RunState.RUNNING;
    private String pipeline = "";
    private Optional<String> reason = Optional.empty();
    private Optional<Waiting> waiting = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private Optional<RunFailure> failure = Optional.empty();
    private Optional<Plan> plan = Optional.empty();
    private List<NotificationTarget> targets = List.of();
    private Optional<Request> unresolved = Optional.empty();
    private final Changes changes = new Changes();
    private Instant scheduledAt = startedAt;
    private Optional<String> scheduledBy = Optional.empty();
    private Optional<LogTarget> log = Optional.empty();
    private boolean ending;

    static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }

    /** A refused pipeline's name may be anything, and Temporal ends a workflow whose search attribute is too long. */
    void named(String name) {
        pipeline = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        Visibility.named(pipeline);
    }

    /** What it was sent, and what nobody has looked at yet. */
    void asked(Request request) {
        unresolved = Optional.of(request);
    }

    /** The same; empty once it is resolved or refused. */
    Optional<Request> unresolved() {
        return unresolved;
    }

    void refused(Refusal refusal) {
        unresolved = Optional.empty();
        targets = refusal.targets();
        named(refusal.pipeline());
    }

    void planned(Plan made) {
        unresolved = Optional.empty();
        plan = Optional.of(made);
        targets = made.targets();
        made.steps().forEach(step -> steps.put(step.name(), new StepJournal(step, made.disruptionLimit())));
        named(made.pipeline());
        Visibility.planned(made);
        // One that needs a turn does not begin with its plan.
        enter(made.concurrency().isPresent() && state == RunState.RUNNING ? RunState.QUEUED : state);
    }

    /** It asks for its turn, of the workflow with that id. */
    void queued(String turns) {
        Visibility.asksForTurn(turns);
        if (state != RunState.CANCELING && state != RunState.QUEUED) {
            waiting = Optional.empty();
            enter(RunState.QUEUED);
        }
    }

    void waitsForTurn(Concurrency rule, String pipeline) {
        if (state == RunState.QUEUED) {
            waiting = Optional.of(WaitsForTurn.since(now(), rule, pipeline));
        }
    }

    void hasTurn() {
        if (state == RunState.QUEUED) {
            waiting = Optional.empty();
            enter(RunState.RUNNING);
        }
    }

    Instant startedAt() {
        return startedAt;
    }

    /** The nominal time for which it was started, and the schedule that did so. */
    void scheduled(Instant time, Optional<String> schedule) {
        scheduledAt = time;
        scheduledBy = schedule;
    }

    Optional<String> scheduledBy() {
        return scheduledBy;
    }

    /** It is where an earlier execution of the run has stopped. */
    void resumed(Plan made, Remembered earlier) {
        scheduled(earlier.scheduledAt(), earlier.scheduledBy());
        planned(made);
        earlier.report()
                .steps()
                .forEach(step ->
                        step(step.name()).resumed(step, earlier.keptBefore().getOrDefault(step.name(), 0)));
        earlier.report().changes().forEach(changes::add);
        failure = earlier.report().failure();
    }

    /** What another execution goes on from. */
    Remembered remembered() {
        Map<String, Integer> keptBefore = new LinkedHashMap<>();
        steps.forEach((name, step) -> keptBefore.put(name, step.keptBefore()));
        return new Remembered(
                plan.map(made -> made.withSteps(
                        steps.values().stream().map(StepJournal::plan).toList())),
                report(),
                scheduledAt,
                scheduledBy,
                keptBefore);
    }

    /** The values of all expressions but the outputs of steps. */
    Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        plan.ifPresent(made -> made.parameters().forEach((name, value) -> values.put("parameters." + name, value)));
        values.put("run.id", Workflow.getInfo().getWorkflowId());
        values.put("run.scheduledAt", scheduledAt.toString());
        return values;
    }

    /** In their order; empty until they are known. */
    List<String> stepNames() {
        return List.copyOf(steps.keySet());
    }

    /** What the steps that have succeeded have put out, by their names. */
    Map<String, String> outputs() {
        Map<String, String> outputs = new HashMap<>();
        steps.forEach((name, step) -> step.output().ifPresent(output -> outputs.put(name, output)));
        return outputs;
    }

    StepJournal step(String name) {
        return Optional.ofNullable(steps.get(name)).orElseThrow();
    }

    /** The execution that launched the run's first attempt: another than this one where the run was reset. */
    Optional<String> beganBy() {
        return steps.values().stream().flatMap(step -> step.beganBy().stream()).findFirst();
    }

    /** The attempts that were asked for and have not ended. */
    List<StepTask> open() {
        return steps.values().stream().flatMap(step -> step.open().stream()).toList();
    }

    void failed(RunFailure why) {
        failure = Optional.of(why);
    }

    RunState state() {
        return state;
    }

    Standing standing() {
        return new Standing(state, reason);
    }

    /** It is to begin nothing more: PAUSED at once where nothing runs, and when that has ended otherwise. */
    void pausing(Optional<String> why) {
        if (plan.isPresent() && open().isEmpty() && state != RunState.QUEUED) {
            paused(why);
        } else {
            reason = Optional.of("pauses "
                    + open().stream()
                            .findFirst()
                            .map(task -> "when attempt " + task.attempt().number() + " of "
                                    + task.attempt().step() + " has ended")
                            .orElse("before its first step")
                    + why.map(text -> ": " + text).orElse(""));
        }
    }

    void paused(Optional<String> why) {
        reason = why;
        if (state == RunState.RUNNING) {
            waiting = Optional.of(WaitsForPeople.paused(now()));
            enter(RunState.PAUSED);
        }
    }

    /** A step was given up, and somebody may mend what is wrong. */
    void held(RunFailure why) {
        reason = Optional.empty();
        failed(why);
        waiting = Optional.of(WaitsForPeople.held(why, now()));
        enter(RunState.HELD);
    }

    /** Why it failed, or is held. */
    Optional<RunFailure> failure() {
        return failure;
    }

    /** With which step it would go on, if it were to go on from that one. */
    ResumePoint resumePoint(Optional<String> from) {
        return ResumePoint.of(steps.values().stream().map(StepJournal::report).toList(), from);
    }

    void goesOn() {
        reason = Optional.empty();
        failure = Optional.empty();
        if (state != RunState.RUNNING && state != RunState.QUEUED) {
            waiting = Optional.empty();
            enter(RunState.RUNNING);
        }
    }

    /** The step and all after it run once more. */
    void goesOnFrom(String step) {
        List<String> names = stepNames();
        step(step).again();
        names.subList(names.indexOf(step) + 1, names.size())
                .forEach(later -> step(later).againAnew());
        goesOn();
    }

    void changed(RunChange change) {
        changes.add(change);
    }

    /** From here on nothing of it can be changed. */
    void atItsEnd() {
        ending = true;
        reason = reason.filter(_ -> state == RunState.CANCELING);
    }

    /** What it does at its end takes a while, or waits for somebody. */
    void waitsAtItsEnd(String why, String remedy) {
        waiting = Optional.of(new Waiting(why, now(), Optional.empty(), Optional.of(remedy)));
    }

    /** Something beside its verdict that people should know. */
    void remark(String said) {
        reason = Optional.of(reason.map(why -> why + "; " + said).orElse(said));
    }

    /** Where its whole log has been put. */
    void logIsAt(LogTarget target) {
        log = Optional.of(target);
    }

    /** The same; empty where it was put nowhere. */
    Optional<LogTarget> logIsAt() {
        return log;
    }

    boolean isEnding() {
        return ending;
    }

    /** From the moment that somebody asks for it; a run that has ended stays as it ended. */
    RunState canceling(@Nullable String why) {
        if (!state.ended()) {
            reason = Optional.ofNullable(why).filter(text -> !text.isBlank());
            waiting = waiting.filter(_ -> ending);
            steps.values().forEach(StepJournal::canceling);
            enter(RunState.CANCELING);
        }
        return state;
    }

    /** The last report. It says what the run will be once this has been kept; until then, it goes on. */
    RunReport ending(RunState last) {
        steps.values().forEach(StepJournal::canceled);
        RunReport report = Brevity.of(report(last, Optional.of(now()), Optional.empty()));
        waitsAtItsEnd(
                "its end is being written to the archive",
                Waiting.ifItLasts("see that the archive's PostgreSQL is up and that the worker reaches it"
                        + " (FORGE_ARCHIVE_URL)"));
        return report;
    }

    /** Closes the journal; the report stays with the run as long as Temporal keeps it. */
    void ended(RunReport report) {
        endedAt = report.endedAt();
        waiting = Optional.empty();
        enter(report.state());
        Visibility.closed(report);
    }

    /** What it set out to do; empty where its request was refused, or not resolved yet. */
    Optional<Plan> plan() {
        return plan;
    }

    /** Who is told of its end. */
    List<NotificationTarget> targets() {
        return targets;
    }

    /** Empty where this execution never came to use a workspace. */
    Optional<Duration> keepWorkspaceAfter(RunState last) {
        return plan.map(made -> last == RunState.SUCCEEDED ? made.keepAfterSuccess() : made.keepWorkspace());
    }

    RunReport report() {
        return report(state, endedAt, waiting);
    }

    private RunReport report(RunState as, Optional<Instant> end, Optional<Waiting> why) {
        String id = Workflow.getInfo().getWorkflowId();
        return new RunReport(
                id,
                RunKey.of(id),
                pipeline,
                as,
                reason,
                why,
                startedAt,
                end,
                steps.values().stream().map(step -> shown(step.report())).toList(),
                failure,
                changes.list());
    }

    /** What a step waits for while its run is paused is not what it goes on by. */
    private StepReport shown(StepReport step) {
        return state == RunState.PAUSED ? step.withoutWaiting() : step;
    }

    private void enter(RunState next) {
        state = next;
        Visibility.entered(next);
    }
}
