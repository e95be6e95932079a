package dev.forge.activities;

import dev.forge.activities.AttemptMeter.Result;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.LogContext;
import dev.forge.runtime.Verdict;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.Optional;

/**
 * The span of an attempt, as one try of the activity sees it. Only the try that sees the attempt's end tells it, so that one
 * that is adopted has one span all the same; what a worker saw of it that died is lost, but for its start.
 */
final class AttemptSpan {
    private static final AttributeKey<String> JOB = AttributeKey.stringKey("forge.job");
    private static final AttributeKey<String> WHY = AttributeKey.stringKey("forge.why");
    private static final AttributeKey<Long> EXIT_CODE = AttributeKey.longKey("forge.exit_code");

    private final Span span;
    private Optional<String> waitsFor = Optional.empty();
    private boolean running;

    AttemptSpan(Span span) {
        this.span = span;
    }

    LogContext logged() {
        return RunTraces.logged(span);
    }

    void launched(Launched launched) {
        span.setAttribute(JOB, launched.name());
        span.addEvent("launched");
    }

    void adopted(Launched launched) {
        span.setAttribute(JOB, launched.name());
        span.addEvent("adopted");
    }

    void sees(Verdict verdict) {
        switch (verdict) {
            case Verdict.Pending(Waiting waiting) -> waits("waiting", waiting);
            case Verdict.Running(Instant startedAt) -> started(startedAt);
            case Verdict.Ending(Waiting waiting) -> waits("ending", waiting);
            case Verdict.Ended _ -> {}
        }
    }

    void canceled() {
        span.setAttribute(RunTraces.OUTCOME, Result.CANCELED.name());
        span.end();
    }

    void ended(StepOutcome outcome) {
        outcome.startedAt().ifPresent(this::started);
        if (running) {
            span.addEvent("container ended", outcome.endedAt());
        }
        switch (outcome) {
            case StepOutcome.Succeeded _ -> span.setAttribute(RunTraces.OUTCOME, Result.SUCCEEDED.name());
            case StepOutcome.Failed failed -> failed(Result.FAILED, failed.failure());
            case StepOutcome.Disrupted disrupted -> failed(Result.DISRUPTED, disrupted.failure());
        }
        span.end();
    }

    private void started(Instant at) {
        if (!running) {
            span.addEvent("container started", at);
            running = true;
        }
    }

    private void waits(String what, Waiting waiting) {
        if (!waitsFor.equals(Optional.of(waiting.why()))) {
            span.addEvent(what, Attributes.of(WHY, waiting.why()), waiting.since());
            waitsFor = Optional.of(waiting.why());
        }
    }

    private void failed(Result result, Failure failure) {
        span.setAttribute(RunTraces.OUTCOME, result.name());
        span.setAttribute(RunTraces.CATEGORY, failure.category().name());
        failure.exitCode().ifPresent(code -> span.setAttribute(EXIT_CODE, code));
        span.setStatus(StatusCode.ERROR, failure.message());
    }
}
