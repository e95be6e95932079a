package dev.forge.activities;

import dev.forge.activities.AttemptMeter.Phase;
import dev.forge.activities.AttemptMeter.Result;
import dev.forge.activities.AttemptMeter.State;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.runtime.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one try of the activity sees of an attempt, as the meter counts it and the span tells it; it counts as open until this
 * is closed.
 */
final class AttemptCourse implements AutoCloseable {
    private final AttemptMeter meter;
    private final AttemptSpan span;
    private final Clock clock;
    private State state = State.WAITING;
    private Optional<Instant> launchedAt = Optional.empty();

    AttemptCourse(AttemptMeter meter, AttemptSpan span, Clock clock) {
        this.meter = meter;
        this.span = span;
        this.clock = clock;
        meter.enters(state);
    }

    /** Launched by this try: of one that is adopted nobody here knows since when it waits. */
    void launched(Launched launched) {
        launchedAt = Optional.of(clock.instant());
        span.launched(launched);
    }

    void adopted(Launched launched) {
        span.adopted(launched);
    }

    void sees(Verdict verdict) {
        span.sees(verdict);
        State now = switch (verdict) {
            case Verdict.Pending _ -> State.WAITING;
            case Verdict.Running _ -> State.RUNNING;
            case Verdict.Ending _, Verdict.Ended _ -> State.ENDING;
        };
        if (now != state) {
            meter.leaves(state);
            meter.enters(now);
            state = now;
        }
    }

    void canceled() {
        meter.ended(Result.CANCELED, Optional.of(Category.CANCELED));
        span.canceled();
    }

    void ended(StepOutcome outcome) {
        switch (outcome) {
            case StepOutcome.Succeeded _ -> meter.ended(Result.SUCCEEDED, Optional.empty());
            case StepOutcome.Failed failed ->
                meter.ended(Result.FAILED, Optional.of(failed.failure().category()));
            case StepOutcome.Disrupted disrupted ->
                meter.ended(Result.DISRUPTED, Optional.of(disrupted.failure().category()));
        }
        outcome.startedAt().ifPresent(startedAt -> {
            launchedAt.ifPresent(launched -> took(Phase.WAITING, launched, startedAt));
            took(Phase.RUNNING, startedAt, outcome.endedAt());
            took(Phase.TELLING, outcome.endedAt(), clock.instant());
        });
        span.ended(outcome);
    }

    // The node's clock may be behind this one's.
    private void took(Phase phase, Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        meter.took(phase, time.isNegative() ? Duration.ZERO : time);
    }

    @Override
    public void close() {
        meter.leaves(state);
    }
}
