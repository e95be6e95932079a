package dev.forge.worker;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.ResultsKept;
import dev.forge.contract.workflow.RunActivities.Results;
import java.util.List;

/** Has the results of an attempt kept before the next step can change them; without them it has not succeeded. */
final class KeepingResults {
    private final Plan run;

    KeepingResults(Plan run) {
        this.run = run;
    }

    /** What the attempt has come to. A step that promises no results asks nothing, so that it goes on as it was recorded. */
    StepOutcome after(AttemptId attempt, List<String> files, StepOutcome outcome) {
        return outcome instanceof StepOutcome.Succeeded succeeded && !files.isEmpty()
                ? kept(new Results(attempt, run.pipeline(), run.pipelineVersion(), files), succeeded)
                : outcome;
    }

    private static StepOutcome kept(Results results, StepOutcome.Succeeded succeeded) {
        String summary = "keep results of " + results.attempt().step();
        // A cancel that comes in the middle leaves all of them, and the step a success, or none.
        return switch (Calls.slowToItsEnd(summary).keepResults(results)) {
            case ResultsKept.All() -> succeeded;
            case ResultsKept.None(Failure failure) ->
                new StepOutcome.Failed(succeeded.startedAt(), succeeded.endedAt(), succeeded.output(), failure);
        };
    }
}
