package dev.forge.activities;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.JobRuntime;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.LogContext;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Verdict;
import io.temporal.client.ActivityCompletionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One attempt, from its launch to its end, as often as Temporal tries the activity: the first try launches it and
 * heartbeats its handle at once; a later one that finds a handle only looks.
 */
final class AttemptExecution {
    /** As many as help somebody who reads the failure, as few as a history can carry. */
    private static final int LAST_LINES = 10;

    private static final Failure ENDED_BY_OTHERS = Failure.of(
            Category.DISRUPTED,
            "was ended from outside, though its run goes on",
            "nothing: it is repeated, and costs no retry");

    private final JobRuntime runtime;
    private final AttemptLogs logs;
    private final AttemptEnder ender;
    private final Predecessors predecessors;
    private final AttemptMeter meter;
    private final RunTraces traces;
    private final Clock clock = Clock.systemUTC();

    AttemptExecution(JobRuntime runtime, AttemptLogs logs, AttemptEnder ender, AttemptMeter meter, RunTraces traces) {
        this.runtime = runtime;
        this.logs = logs;
        this.ender = ender;
        this.meter = meter;
        this.traces = traces;
        this.predecessors = new Predecessors(runtime, ender);
    }

    StepOutcome execute(StepTask task, Heartbeat heartbeat) {
        AttemptSpan span = traces.attempt(task, heartbeat::asked);
        try (LogContext _ = span.logged();
                AttemptCourse course = new AttemptCourse(meter, span, clock)) {
            StepOutcome outcome = outcome(task, heartbeat, course);
            course.ended(outcome);
            return outcome;
        }
    }

    private StepOutcome outcome(StepTask task, Heartbeat heartbeat, AttemptCourse course) {
        try {
            Optional<Launched> before = heartbeat.launchedBefore();
            before.ifPresent(course::adopted);
            Launched launched = before.orElseGet(() -> launch(task, heartbeat, course));
            StepOutcome outcome = awaitEnd(launched, heartbeat, course);
            return heartbeat.during(() -> explained(task, outcome));
        } catch (LaunchRefused refused) {
            return new StepOutcome.Failed(Optional.empty(), clock.instant(), "", refused.failure());
        }
    }

    private Launched launch(StepTask task, Heartbeat heartbeat, AttemptCourse course) {
        predecessors.end(task.attempt(), heartbeat);
        // A thousand at once queue before the API server for longer than a heartbeat may be away.
        Launched launched = heartbeat.during(() -> runtime.launch(task));
        course.launched(launched);
        return launched;
    }

    private StepOutcome awaitEnd(Launched launched, Heartbeat heartbeat, AttemptCourse course) {
        try {
            Verdict verdict = new Verdict.Pending(Waiting.passing("launched, not seen yet", clock.instant()));
            heartbeat.tellAtOnce(Sighting.of(launched));
            while (true) {
                verdict = next(launched, verdict, heartbeat.untilDue());
                course.sees(verdict);
                if (verdict instanceof Verdict.Ended(StepOutcome outcome)) {
                    return outcome;
                }
                heartbeat.tell(sighting(launched, verdict));
            }
        } catch (ActivityCompletionException said) {
            if (Heartbeat.canceledByServer(said)) {
                ender.end(launched, heartbeat::tellWhileEnding);
                course.canceled();
            }
            throw said;
        }
    }

    private Verdict next(Launched launched, Verdict known, Duration atMost) {
        try {
            return runtime.await(launched, known, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeUnavailable("interrupted while awaiting " + launched.name(), e);
        }
    }

    private static Sighting sighting(Launched launched, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Pending(Waiting waiting) -> seen(launched, Optional.empty(), Optional.of(waiting));
            case Verdict.Running(Instant startedAt) -> seen(launched, Optional.of(startedAt), Optional.empty());
            case Verdict.Ending(Waiting waiting) -> seen(launched, Optional.empty(), Optional.of(waiting));
            case Verdict.Ended ended -> seen(launched, ended.outcome().startedAt(), Optional.empty());
        };
    }

    private static Sighting seen(Launched launched, Optional<Instant> startedAt, Optional<Waiting> waiting) {
        return new Sighting(Optional.of(launched), startedAt, waiting);
    }

    private StepOutcome explained(StepTask task, StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Succeeded succeeded -> succeeded;
            // This try was not canceled, so it was not this run that ended the attempt: perhaps an execution before a
            // reset, perhaps a person.
            case StepOutcome.Failed failed
            when failed.failure().category() == Category.CANCELED ->
                new StepOutcome.Disrupted(
                        failed.startedAt(), failed.endedAt(), ENDED_BY_OTHERS.withLastLines(lastLines(task)));
            case StepOutcome.Failed failed ->
                failed.withFailure(TransferReport.judge(task.kind(), failed).withLastLines(lastLines(task)));
            case StepOutcome.Disrupted(Optional<Instant> start, Instant end, Failure failure) ->
                new StepOutcome.Disrupted(start, end, failure.withLastLines(lastLines(task)));
        };
    }

    private List<String> lastLines(StepTask task) {
        try {
            return logs.lastLines(task.attempt(), LAST_LINES);
        } catch (RuntimeUnavailable e) {
            // A log that cannot be read never changes the verdict.
            return List.of("(the log cannot be read: " + e.getMessage() + ")");
        }
    }
}
