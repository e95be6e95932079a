package dev.forge.starter.log;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.RunReading;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Opens the logs of steps. */
@Singleton
public class StepLogs {
    private final RunReading reading;
    private final AttemptLogs logs;
    private final Clock clock;

    StepLogs(RunReading reading, AttemptLogs logs, Clock clock) {
        this.reading = reading;
        this.logs = logs;
        this.clock = clock;
    }

    /** What is written by now; refused where there is no such run, step, attempt or log. */
    public OpenLog open(String runId, String stepName, LogWish wish) {
        FoundRun run = reading.find(runId);
        StepReport step = run.step(stepName).orElseThrow(() -> LogRefusals.noStep(run, stepName));
        List<AttemptReport> attempts = wanted(run, step, wish);
        if (attempts.isEmpty()) {
            throw LogRefusals.notStarted(run, step);
        }
        List<LogPlace> places = attempts.stream()
                .map(attempt -> place(run.attempt(step, attempt), wish))
                .toList();
        if (run.hasEnded(attempts.getLast()) && places.stream().noneMatch(this::isKept)) {
            throw LogRefusals.notKept(run, step, attempts.getLast());
        }
        return new OpenLog(attempts.getFirst().number(), new KeptLog(logs, places));
    }

    /** What is written by now and what will be; refused where nothing is and nothing can come. */
    public OpenLog follow(String runId, String stepName, LogWish wish) {
        FoundRun run = reading.find(runId);
        StepReport step = run.step(stepName).orElseThrow(() -> LogRefusals.noStep(run, stepName));
        List<AttemptReport> attempts = wanted(run, step, wish);
        Course whole = new WholeCourse(new LiveRun(reading, clock, run), stepName);
        if (attempts.isEmpty() && whole.ended()) {
            throw LogRefusals.notStarted(run, step);
        }
        Course course = wish.which() instanceof LogWish.Which.Numbered ? new OneAttempt(whole) : whole;
        Optional<AttemptReport> first = attempts.stream().findFirst();
        return new OpenLog(
                first.map(AttemptReport::number).orElse(1),
                new FollowedLog(logs, course, first.map(attempt -> place(run.attempt(step, attempt), wish))));
    }

    private static List<AttemptReport> wanted(FoundRun run, StepReport step, LogWish wish) {
        return switch (wish.which()) {
            case LogWish.Which.All() -> step.attempts();
            case LogWish.Which.Latest() -> step.lastAttempt().stream().toList();
            case LogWish.Which.Numbered(int number) -> List.of(numbered(run, step, number));
        };
    }

    private static AttemptReport numbered(FoundRun run, StepReport step, int number) {
        return step.attempts().stream()
                .filter(attempt -> attempt.number() == number)
                .findFirst()
                .orElseThrow(() -> LogRefusals.noAttempt(run, step, number));
    }

    private LogPlace place(AttemptId attempt, LogWish wish) {
        return wish.tail().isPresent()
                ? new LogPlace(
                        attempt,
                        new TailFinder(logs).offset(attempt, wish.tail().getAsInt()))
                : LogPlace.startOf(attempt);
    }

    private boolean isKept(LogPlace place) {
        return logs.read(place.attempt(), 0, 1).isPresent();
    }

    /**
     * A log that has been opened.
     *
     * @param firstAttempt the number of the attempt that the first bytes are of
     */
    public record OpenLog(int firstAttempt, LogSource source) {}
}
