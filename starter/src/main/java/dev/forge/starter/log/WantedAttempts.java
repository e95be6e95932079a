package dev.forge.starter.log;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.NoSuchStep;
import java.util.List;

/**
 * The attempts of a step whose logs are wanted.
 *
 * @param attempts in their order; none where the step has not started
 */
record WantedAttempts(FoundRun run, StepReport step, List<AttemptReport> attempts) {
    WantedAttempts {
        attempts = List.copyOf(attempts);
    }

    /** Refused where the run has no such step, or the step no such attempt. */
    static WantedAttempts of(FoundRun run, String stepName, LogWish.Which which) {
        StepReport step = run.step(stepName).orElseThrow(() -> NoSuchStep.in(run, stepName));
        return new WantedAttempts(
                run,
                step,
                switch (which) {
                    case LogWish.Which.All() -> step.attempts();
                    case LogWish.Which.Latest() -> step.lastAttempt().stream().toList();
                    case LogWish.Which.Numbered(int number) -> List.of(numbered(run, step, number));
                });
    }

    private static AttemptReport numbered(FoundRun run, StepReport step, int number) {
        return step.attempts().stream()
                .filter(attempt -> attempt.number() == number)
                .findFirst()
                .orElseThrow(() -> LogRefusals.noAttempt(run, step, number));
    }

    boolean isEmpty() {
        return attempts.isEmpty();
    }

    List<AttemptId> ids() {
        return attempts.stream().map(attempt -> run.attempt(step, attempt)).toList();
    }

    /** Whether the last of them has ended. */
    boolean haveEnded() {
        return run.hasEnded(attempts.getLast());
    }
}
