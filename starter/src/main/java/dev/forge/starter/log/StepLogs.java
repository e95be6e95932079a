package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.starter.problem.RangeNotSatisfiable;
import dev.forge.starter.range.ByteRange;
import dev.forge.starter.range.Excerpt;
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
    private final PresentLogs present;
    private final Clock clock;

    StepLogs(RunReading reading, AttemptLogs logs, PresentLogs present, Clock clock) {
        this.reading = reading;
        this.logs = logs;
        this.present = present;
        this.clock = clock;
    }

    /** What is written by now; refused where there is no such run, step, attempt or log. */
    public OpenLog open(String runId, String step, LogWish wish) {
        return opened(present.find(runId, step, wish), Optional.empty());
    }

    /**
     * Some bytes of what {@link #open(String, String, LogWish)} gives.
     *
     * @throws RangeNotSatisfiable where not one of them is there
     */
    public OpenLog open(String runId, String step, LogWish wish, ByteRange range) {
        LogParts parts = present.find(runId, step, wish);
        Excerpt excerpt = range.of(parts.length()).orElseThrow(() -> new RangeNotSatisfiable(parts.length()));
        return opened(parts.cut(excerpt), Optional.of(excerpt));
    }

    private OpenLog opened(LogParts parts, Optional<Excerpt> excerpt) {
        return new OpenLog(parts.first().attempt().number(), new KeptLog(logs, parts), excerpt);
    }

    /** What is written by now and what will be; refused where nothing is and nothing can come. */
    public OpenLog follow(String runId, String stepName, LogWish wish) {
        FoundRun run = reading.find(runId);
        WantedAttempts wanted = WantedAttempts.of(run, stepName, wish.which());
        Course whole = new WholeCourse(new LiveRun(reading, clock, run), stepName);
        if (wanted.isEmpty() && whole.ended()) {
            throw LogRefusals.notStarted(wanted);
        }
        Course course = wish.which() instanceof LogWish.Which.Numbered ? new OneAttempt(whole) : whole;
        Optional<LogPlace> place = place(wanted.ids(), wish);
        return new OpenLog(
                place.map(at -> at.attempt().number()).orElse(1),
                new FollowedLog(logs, course, place),
                Optional.empty());
    }

    /** Where to begin; empty where the step has not started. An attempt is followed by those after it. */
    private Optional<LogPlace> place(List<AttemptId> attempts, LogWish wish) {
        List<LogSpan> spans = attempts.stream()
                .map(id -> present.span(id, wish).orElseGet(() -> PresentLogs.nothing(id)))
                .toList();
        if (wish.since().isEmpty()) {
            return spans.stream().findFirst().map(LogSpan::start);
        }
        return spans.stream()
                .filter(span -> span.length() > 0)
                .findFirst()
                .or(() -> spans.reversed().stream().findFirst())
                .map(LogSpan::start);
    }

    /**
     * A log that has been opened.
     *
     * @param firstAttempt the number of the attempt that the first bytes are of
     * @param excerpt which bytes of it these are; empty: all
     */
    public record OpenLog(int firstAttempt, LogSource source, Optional<Excerpt> excerpt) {}
}
