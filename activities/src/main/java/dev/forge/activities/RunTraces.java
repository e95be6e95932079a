package dev.forge.activities;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.trace.CarriedTrace;
import dev.forge.contract.trace.SpanIds;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.runtime.LogContext;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.temporal.client.ActivityCompletionException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The spans of what a worker does for runs, in the trace of the call that started the run, or in one of the run's own. All
 * have the run's span for their parent. It is told by whoever writes the run's end: until then everybody who needs it begins
 * it with the same ids, and lets it fall.
 */
final class RunTraces {
    static final AttributeKey<String> RUN = AttributeKey.stringKey("forge.run");
    static final AttributeKey<String> STEP = AttributeKey.stringKey("forge.step");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("forge.attempt");
    static final AttributeKey<String> IMAGE = AttributeKey.stringKey("forge.image");
    static final AttributeKey<String> PIPELINE = AttributeKey.stringKey("forge.pipeline");
    /** How a run, or an attempt, ended. */
    static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("forge.outcome");

    static final AttributeKey<String> CATEGORY = AttributeKey.stringKey("forge.category");

    /** The name of what makes these spans. */
    private static final String SCOPE = "dev.forge.worker";

    private static final TextMapGetter<Map<String, String>> FIELD =
            (fields, name) -> fields == null ? null : fields.get(name);

    private final boolean on;
    private final Tracer tracer;

    /** Spans go where {@code traces} has them go; {@link OpenTelemetry#noop}: nowhere, and none is made. */
    RunTraces(OpenTelemetry traces) {
        this.on = !traces.equals(OpenTelemetry.noop());
        this.tracer = traces.getTracer(SCOPE);
    }

    static RunTraces off() {
        return new RunTraces(OpenTelemetry.noop());
    }

    /**
     * What one try of an activity does for a run. A try that is told to stop has no span: another one takes its place.
     *
     * @param execution Temporal's Run ID; asked for where spans are made
     */
    <T> T during(String what, String runId, Supplier<String> execution, Supplier<T> work) {
        if (!on) {
            return work.get();
        }
        Span span = tracer.spanBuilder(what)
                .setParent(within(runId, execution.get()))
                .setAttribute(RUN, runId)
                .startSpan();
        try (LogContext _ = logged(span)) {
            T done = work.get();
            span.end();
            return done;
        } catch (ActivityCompletionException told) {
            throw told;
        } catch (RuntimeException | Error e) {
            span.recordException(e).setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
            span.end();
            throw e;
        }
    }

    /** The same for what has no answer. */
    void during(String what, String runId, Supplier<String> execution, Runnable work) {
        during(what, runId, execution, () -> {
            work.run();
            return runId;
        });
    }

    /**
     * An attempt, from when its run asked for it, which is the same for each try of the activity.
     *
     * @param asked when that was; asked for where spans are made
     */
    AttemptSpan attempt(StepTask task, Supplier<Instant> asked) {
        if (!on) {
            return new AttemptSpan(Span.getInvalid());
        }
        AttemptId attempt = task.attempt();
        SpanBuilder span = tracer.spanBuilder("attempt " + attempt.step())
                .setParent(within(attempt.runId(), attempt.execution()))
                .setStartTimestamp(asked.get())
                .setAttribute(RUN, attempt.runId())
                .setAttribute(STEP, attempt.step())
                .setAttribute(ATTEMPT, (long) attempt.number())
                .setAttribute(IMAGE, task.image());
        String subject = attempt.step() + "/" + attempt.number();
        return new AttemptSpan(new SpanIds(attempt.execution(), subject).during(span::startSpan));
    }

    /** A run's end has been written down. */
    void ended(Conclusion conclusion) {
        if (on) {
            RunReport report = conclusion.report();
            SpanBuilder run = runs(report.id())
                    .setStartTimestamp(report.startedAt())
                    .setAttribute(PIPELINE, report.pipeline())
                    .setAttribute(OUTCOME, report.state().name());
            report.failure()
                    .ifPresent(why ->
                            run.setAttribute(CATEGORY, why.failure().category().name()));
            Span span = begun(run, conclusion.execution());
            if (report.state() == RunState.FAILED) {
                span.setStatus(
                        StatusCode.ERROR,
                        report.failure().map(why -> why.failure().message()).orElse(""));
            }
            report.endedAt().ifPresentOrElse(span::end, span::end);
        }
    }

    /** What is logged until it is closed belongs to this span. */
    static LogContext logged(Span span) {
        return span.getSpanContext().isValid()
                ? LogContext.ofSpan(
                        span.getSpanContext().getTraceId(),
                        span.getSpanContext().getSpanId())
                : LogContext.unchanged();
    }

    private Context within(String runId, String execution) {
        return Context.root().with(begun(runs(runId), execution));
    }

    private SpanBuilder runs(String runId) {
        return tracer.spanBuilder("run").setParent(caller()).setAttribute(RUN, runId);
    }

    private static Span begun(SpanBuilder run, String execution) {
        return new SpanIds(execution, "").during(run::startSpan);
    }

    private static Context caller() {
        return W3CTraceContextPropagator.getInstance()
                .extract(Context.root(), CarriedTrace.current().fields(), FIELD);
    }
}
