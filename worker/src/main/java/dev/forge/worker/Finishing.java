package dev.forge.worker;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.workflow.RunActivities.Finished;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.ArrayList;
import java.util.List;

/** What must outlive an attempt is kept beside the next step, and awaited before the run ends, canceled or not. */
final class Finishing {
    private final List<Promise<Void>> promises = new ArrayList<>();

    void begin(AttemptId attempt, StepOutcome outcome) {
        Finished finished = new Finished(attempt, outcome);
        String summary = "keep log and outcome of " + attempt.step() + ", attempt " + attempt.number();
        Detached.run(() -> promises.add(Async.procedure(Calls.slow(summary)::finish, finished)));
    }

    void await() {
        // One by one: Promise.allOf would fail at the first failure and leave the others to a closed workflow.
        promises.forEach(Promise::get);
    }
}
