package dev.forge.starter.api;

import dev.forge.starter.event.RunOutcomes;
import dev.forge.starter.run.FoundRun;
import dev.forge.starter.run.RunReading;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Runs in full, as they are answered. */
@Singleton
final class RunAnswers {
    private final RunReading reading;
    private final RunOutcomes outcomes;
    private final TemporalPages pages;

    RunAnswers(RunReading reading, RunOutcomes outcomes, TemporalPages pages) {
        this.reading = reading;
        this.outcomes = outcomes;
        this.pages = pages;
    }

    RunDetail run(String id) {
        return run(reading.find(id));
    }

    RunDetail job(String id) {
        return job(reading.find(id));
    }

    /** A run that ends within a time. */
    Optional<RunDetail> endedRun(String id, Optional<Duration> within) {
        return within.flatMap(atMost -> outcomes.await(id, atMost)).map(this::run);
    }

    /** A job that ends within a time. */
    Optional<RunDetail> endedJob(String id, Optional<Duration> within) {
        return within.flatMap(atMost -> outcomes.await(id, atMost)).map(this::job);
    }

    private RunDetail run(FoundRun run) {
        return RunDetail.of(run, pages.of(run), Links.of(run.report().id()));
    }

    private RunDetail job(FoundRun run) {
        return RunDetail.of(
                run, pages.of(run), Links.ofJob(run.report().id(), run.report().pipeline()));
    }
}
