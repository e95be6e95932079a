package dev.forge.starter.log;

import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.AttemptLogs;
import dev.forge.starter.run.RunReading;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Tells what is there by now of the logs that are wished for. */
@Singleton
class PresentLogs {
    private final RunReading reading;
    private final AttemptLogs logs;
    private final LineStarts lines;

    PresentLogs(RunReading reading, AttemptLogs logs) {
        this.reading = reading;
        this.logs = logs;
        this.lines = new LineStarts(logs);
    }

    /** What is written by now; refused where there is no such run, step, attempt or log. */
    LogParts find(String runId, String step, LogWish wish) {
        WantedAttempts wanted = WantedAttempts.of(reading.find(runId), step, wish.which());
        if (wanted.isEmpty()) {
            throw LogRefusals.notStarted(wanted);
        }
        List<LogSpan> known =
                wanted.ids().stream().flatMap(id -> span(id, wish).stream()).toList();
        if (known.isEmpty() && wanted.haveEnded()) {
            throw LogRefusals.notKept(wanted);
        }
        return new LogParts(known.isEmpty() ? List.of(nothing(wanted.ids().getFirst())) : known);
    }

    /** The part of an attempt's log that is wished for; empty where no log of it is known. */
    Optional<LogSpan> span(AttemptId attempt, LogWish wish) {
        // The end first: what is written after it is no part of the answer.
        return logs.length(attempt).stream()
                .mapToObj(length -> new LogSpan(attempt, start(attempt, length, wish), length))
                .findFirst();
    }

    /** Of an attempt that has not written anything yet. */
    static LogSpan nothing(AttemptId attempt) {
        return new LogSpan(attempt, 0, 0);
    }

    private long start(AttemptId attempt, long length, LogWish wish) {
        long since = wish.since()
                .map(instant -> wholeLine(
                        attempt, Math.min(length, logs.since(attempt, instant).orElse(length)), length))
                .orElse(0L);
        return wish.tail().isPresent()
                ? Math.max(since, lines.ofLast(attempt, length, wish.tail().getAsInt()))
                : since;
    }

    private long wholeLine(AttemptId attempt, long offset, long length) {
        return offset < length ? lines.of(attempt, offset) : length;
    }
}
