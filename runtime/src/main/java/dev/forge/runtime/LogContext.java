package dev.forge.runtime;

import dev.forge.contract.step.AttemptId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/** What this thread logs is about a run, an attempt or a span, until it is closed: its fields in a log of JSON. */
public final class LogContext implements AutoCloseable {
    private final Map<String, Optional<String>> before = new LinkedHashMap<>();

    private LogContext() {}

    public static LogContext of(String runId) {
        return new LogContext().with("run", runId);
    }

    public static LogContext of(AttemptId attempt) {
        return of(attempt.runId()).with("step", attempt.step()).with("attempt", Integer.toString(attempt.number()));
    }

    /** It belongs to a span of a trace as well, by the ids that W3C's Trace Context has. */
    public static LogContext ofSpan(String traceId, String spanId) {
        return new LogContext().with("trace_id", traceId).with("span_id", spanId);
    }

    /** It is about what it was about before. */
    public static LogContext unchanged() {
        return new LogContext();
    }

    private LogContext with(String name, String value) {
        before.put(name, Optional.ofNullable(MDC.get(name)));
        MDC.put(name, value);
        return this;
    }

    @Override
    public void close() {
        before.forEach((name, value) -> value.ifPresentOrElse(text -> MDC.put(name, text), () -> MDC.remove(name)));
    }
}
