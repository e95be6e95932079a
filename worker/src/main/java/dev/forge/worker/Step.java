package dev.forge.worker;

import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.StepTask.Workspace;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.StepPlan;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** One step of a run: attempts until one succeeds, or until its retry rule or its disruption budget is used up. */
final class Step {
    private final String name;
    private final Plan run;
    private final RunJournal runJournal;
    private final StepJournal journal;
    private final TurnTaking turn;
    private final Control control;
    private final Finishing finishing;
    private final MemoryGrowth memory;
    private final KeepingResults results;

    Step(String name, Plan run, RunJournal journal, TurnTaking turn, Control control, Finishing finishing) {
        this.name = name;
        this.run = run;
        this.runJournal = journal;
        this.journal = journal.step(name);
        this.turn = turn;
        this.control = control;
        this.finishing = finishing;
        this.memory = new MemoryGrowth(this.journal.plan());
        this.results = new KeepingResults(run);
    }

    /** Returns when the step has succeeded; throws {@link RunFailed} when it is given up. */
    void run() {
        Counts counts = journal.isFresh() ? Counts.FIRST : Counts.CONTINUE;
        while (true) {
            awaitLeave();
            switch (attempt(counts)) {
                case StepOutcome.Succeeded _ -> {
                    return;
                }
                case StepOutcome.Failed failed -> {
                    counts = Counts.RETRY;
                    retryAfter(failed.failure());
                }
                case StepOutcome.Disrupted disrupted -> {
                    counts = Counts.DISRUPTION;
                    repeatAfter(disrupted.failure());
                }
            }
        }
    }

    /** A run that is paused when its turn comes keeps it; whether it still has it is asked right before an attempt. */
    private void awaitLeave() {
        turn.await(run);
        while (control.isPauseWanted()) {
            control.awaitLeave();
            turn.await(run);
        }
    }

    private StepOutcome attempt(Counts counts) {
        StepPlan planned = journal.plan();
        StepPlan plan = new Outputs(runJournal.outputs()).into(planned.withResources(memory.of(planned)));
        AttemptId attempt = journal.launching(counts, plan.resources().memory());
        String summary = name + ", attempt " + attempt.number();
        StepTask task = plan.task(attempt, workspace(attempt)).withKeptBefore(journal.keptBefore());
        journal.asked(task);
        StepOutcome outcome = results.after(
                attempt,
                plan.results(),
                Calls.attempt(summary, run.heartbeatTimeout()).execute(task));
        journal.attemptEnded(outcome);
        finishing.begin(attempt, outcome);
        return outcome;
    }

    private Workspace workspace(AttemptId attempt) {
        if (run.steps().getFirst().name().equals(name)) {
            return Workspace.BEGUN;
        }
        boolean own = runJournal.beganBy().equals(Optional.of(attempt.execution()));
        return own ? Workspace.CONTINUED : Workspace.RESUMED;
    }

    private void retryAfter(Failure failure) {
        RetryRule rule = journal.plan().retry();
        boolean worthIt = memory.isMeantFor(failure)
                || (failure.category().worthRetrying()
                        && failure.exitCode().map(rule::allows).orElse(true));
        if (!worthIt || journal.retries() >= rule.limit()) {
            throw journal.givenUp(memory.advised(failure), worthIt);
        }
        memory.growAfter(failure);
        journal.retrying();
        pause(Pause.beforeRetry(journal.retries(), rule));
    }

    private void repeatAfter(Failure failure) {
        if (journal.disruptions() >= run.disruptionLimit()) {
            throw journal.givenUp(failure, true);
        }
        journal.disrupted();
        // The first is repeated at once; more of them mean that the place itself is unsettled.
        if (journal.disruptions() > 1) {
            pause(Pause.beforeRepeating(journal.disruptions(), run.disruptionLimit()));
        }
    }

    private void pause(Pause pause) {
        control.awaitLeave();
        journal.pausing(pause);
        String summary = name + ": " + pause.summary();
        Workflow.newTimer(
                        pause.length(),
                        TimerOptions.newBuilder().setSummary(summary).build())
                .get();
    }
}
