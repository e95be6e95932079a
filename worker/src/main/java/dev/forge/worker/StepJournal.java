package dev.forge.worker;

import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.StepPlan;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has become of one step so far. */
final class StepJournal {
    private StepPlan plan;
    private final int disruptionLimit;
    private final List<AttemptReport> attempts = new ArrayList<>();
    private StepState state = StepState.WAITING;
    private int retries;
    private int disruptions;
    private int keptBefore;
    private String output = "";
    private Optional<StepTask> open = Optional.empty();
    private Optional<Waiting> waiting = Optional.empty();

    StepJournal(StepPlan plan, int disruptionLimit) {
        this.plan = plan;
        this.disruptionLimit = disruptionLimit;
    }

    /** Takes over what an earlier execution knew of it; what ran then was cut off. */
    void resumed(StepReport before, int keptBefore) {
        attempts.addAll(before.attempts());
        state = before.state();
        retries = before.retries();
        disruptions = before.disruptions();
        output = before.output();
        this.keptBefore = keptBefore;
        canceled();
    }

    /** What its next attempt is, but for the outputs of the steps before it. */
    StepPlan plan() {
        return plan;
    }

    void changed(StepPlan other) {
        plan = other;
    }

    StepState state() {
        return state;
    }

    /** What it has written to {@code FORGE_OUTPUT}, once it has succeeded. */
    Optional<String> output() {
        return state == StepState.SUCCEEDED ? Optional.of(output) : Optional.empty();
    }

    /** Whether it has never been attempted. */
    boolean isFresh() {
        return attempts.isEmpty();
    }

    /** Where it restores: the attempt before which its workspace is kept; 0: the first. */
    int keptBefore() {
        return keptBefore;
    }

    /** It runs once more, with all its retries and disruptions; its attempts count on. */
    void again() {
        state = StepState.WAITING;
        retries = 0;
        disruptions = 0;
        output = "";
        waiting = Optional.empty();
    }

    /** The same, over another workspace than it found at first: steps before it run once more, too. */
    void againAnew() {
        again();
        keptBefore = isFresh() ? 0 : attempts.size() + 1;
    }

    int retries() {
        return retries;
    }

    int disruptions() {
        return disruptions;
    }

    /** The execution that launched its first attempt. */
    Optional<String> beganBy() {
        return attempts.stream().findFirst().flatMap(AttemptReport::execution);
    }

    AttemptId launching(Counts counts, Optional<Quantity> memory) {
        AttemptId attempt =
                new AttemptId(Workflow.getInfo().getWorkflowId(), execution(), plan.name(), attempts.size() + 1);
        attempts.add(AttemptReport.launched(attempt, counts, memory, RunJournal.now()));
        state = StepState.RUNNING;
        waiting = Optional.empty();
        return attempt;
    }

    /**
     * The execution that launches the attempt. It stands in the history, since a reset plays what an earlier execution
     * has done once more, under a Run ID of its own; its attempts must keep the names that they were launched under.
     */
    private static String execution() {
        String current = Workflow.getInfo().getRunId();
        int version = Workflow.getVersion("execution of an attempt", Workflow.DEFAULT_VERSION, 1);
        return version == Workflow.DEFAULT_VERSION ? current : Workflow.sideEffect(String.class, () -> current);
    }

    /** Remembers what was asked for, until it has ended: from here on, some worker may launch it. */
    void asked(StepTask task) {
        open = Optional.of(task);
    }

    /** The attempt that was asked for and has not ended. */
    Optional<StepTask> open() {
        return open;
    }

    void attemptEnded(StepOutcome outcome) {
        open = Optional.empty();
        switch (outcome) {
            case StepOutcome.Succeeded succeeded -> {
                output = succeeded.output();
                state = StepState.SUCCEEDED;
                close(outcome, Optional.empty());
            }
            case StepOutcome.Failed failed -> close(outcome, Optional.of(failed.failure()));
            case StepOutcome.Disrupted disrupted -> close(outcome, Optional.of(disrupted.failure()));
        }
    }

    void retrying() {
        retries++;
        state = StepState.RETRYING;
    }

    void disrupted() {
        disruptions++;
        state = StepState.RETRYING;
    }

    /** It does nothing for a while before its next attempt. */
    void pausing(Pause pause) {
        waiting = Optional.of(pause.from(RunJournal.now()));
    }

    /** Its next attempt will never begin. */
    void canceling() {
        waiting = Optional.empty();
    }

    RunFailed givenUp(Failure failure, boolean retryable) {
        state = StepState.FAILED;
        String sentence = FailureSentence.of(report(), failure, retryable);
        return new RunFailed(new RunFailure(Optional.of(plan.name()), failure, sentence, List.of()));
    }

    /** What had begun and not ended when the run was canceled. */
    void canceled() {
        canceling();
        switch (state) {
            case RUNNING -> {
                AttemptReport open = attempts.removeLast();
                attempts.add(open.withEnd(Optional.empty(), RunJournal.now(), Optional.empty()));
                state = StepState.CANCELED;
            }
            case RETRYING -> state = StepState.CANCELED;
            case WAITING, SUCCEEDED, FAILED, CANCELED -> {}
        }
    }

    StepReport report() {
        return new StepReport(
                plan.name(),
                plan.kind(),
                plan.image(),
                state,
                retries,
                plan.retry().limit(),
                disruptions,
                disruptionLimit,
                attempts,
                waiting,
                output);
    }

    private void close(StepOutcome outcome, Optional<Failure> failure) {
        AttemptReport open = attempts.removeLast();
        attempts.add(open.withEnd(outcome.startedAt(), outcome.endedAt(), failure));
    }
}
