package dev.forge.starter.log;

import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.starter.run.FoundRun;
import java.util.Optional;

/** Every attempt that a step makes, as it makes them. */
final class WholeCourse implements Course {
    private final LiveRun run;
    private final String step;

    WholeCourse(LiveRun run, String step) {
        this.run = run;
        this.step = step;
    }

    @Override
    public boolean ended(AttemptId attempt) {
        FoundRun now = run.now();
        return now.step(step).stream()
                .flatMap(found -> found.attempts().stream())
                .anyMatch(report -> report.number() == attempt.number() && now.hasEnded(report));
    }

    @Override
    public boolean ended() {
        FoundRun now = run.now();
        return now.report().state().ended()
                || now.step(step).map(found -> isFinal(found.state())).orElse(false);
    }

    @Override
    public Optional<LogPlace> after(AttemptId attempt) {
        return first(attempt.number() + 1);
    }

    @Override
    public Optional<LogPlace> first() {
        return first(1);
    }

    private Optional<LogPlace> first(int number) {
        FoundRun now = run.now();
        return now.step(step).flatMap(found -> first(now, found, number));
    }

    private static Optional<LogPlace> first(FoundRun now, StepReport step, int number) {
        return step.attempts().stream()
                .filter(attempt -> attempt.number() >= number)
                .findFirst()
                .map(attempt -> LogPlace.startOf(now.attempt(step, attempt)));
    }

    private static boolean isFinal(StepState state) {
        return switch (state) {
            case SUCCEEDED, FAILED, CANCELED -> true;
            case WAITING, RUNNING, RETRYING -> false;
        };
    }
}
