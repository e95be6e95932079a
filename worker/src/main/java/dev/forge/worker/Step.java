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
    private final StepPlan plan;
    private final Plan run;
    private final RunJournal runJournal;
    private final StepJournal journal;
    private final Finishing finishing;
    private final MemoryGrowth memory;

    Step(StepPlan plan, Plan run, RunJournal journal, Finishing finishing) {
        this.plan = plan;
        this.run = run;
        this.runJournal = journal;
        this.journal = journal.step(plan.name());
        this.finishing = finishing;
        this.memory = new MemoryGrowth(plan);
    }

    /** Returns what the step has written to {@code FORGE_OUTPUT}; throws {@link RunFailed} when it is given up. */
    String run() {
        Counts counts = Counts.FIRST;
        while (true) {
            switch (attempt(counts)) {
                case StepOutcome.Succeeded succeeded -> {
                    return succeeded.output();
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

    private StepOutcome attempt(Counts counts) {
        AttemptId attempt = journal.launching(counts, memory.resources().memory());
        String summary = plan.name() + ", attempt " + attempt.number();
        StepTask task = plan.withResources(memory.resources()).task(attempt, workspace(attempt));
        journal.asked(task);
        StepOutcome outcome = Calls.attempt(summary, run.heartbeatTimeout()).execute(task);
        journal.attemptEnded(outcome);
        finishing.begin(attempt, outcome);
        return outcome;
    }

    private Workspace workspace(AttemptId attempt) {
        if (run.steps().getFirst().name().equals(plan.name())) {
            return Workspace.BEGUN;
        }
        boolean own = runJournal.beganBy().equals(Optional.of(attempt.execution()));
        return own ? Workspace.CONTINUED : Workspace.RESUMED;
    }

    private void retryAfter(Failure failure) {
        RetryRule rule = plan.retry();
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
        journal.pausing(pause);
        String summary = plan.name() + ": " + pause.summary();
        Workflow.newTimer(
                        pause.length(),
                        TimerOptions.newBuilder().setSummary(summary).build())
                .get();
    }
}
