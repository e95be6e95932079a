package dev.forge.starter.trace;

import dev.forge.contract.trace.CarriedTrace;
import dev.forge.runtime.LogContext;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has every thread that works for a call know its span: for what it starts, and for what it logs. */
record CallTrace(CarriedTrace trace, SpanContext span) implements ThreadPropagatedContextElement<CallTrace.Before> {
    /** What a thread knew before. */
    record Before(CarriedTrace trace, LogContext log) {}

    static CallTrace of(Span span) {
        Map<String, String> fields = new HashMap<>();
        W3CTraceContextPropagator.getInstance()
                .inject(Context.root().with(span), fields, (_, name, value) -> fields.put(name, value));
        return new CallTrace(new CarriedTrace(fields), span.getSpanContext());
    }

    @Override
    public Before updateThreadContext() {
        Before before = new Before(CarriedTrace.current(), LogContext.ofSpan(span.getTraceId(), span.getSpanId()));
        trace.carry();
        return before;
    }

    @Override
    public void restoreThreadContext(@Nullable Before before) {
        if (before != null) {
            before.trace().carry();
            before.log().close();
        }
    }
}
