package dev.forge.traces;

import dev.forge.contract.trace.SpanIds;
import io.opentelemetry.sdk.trace.IdGenerator;

/** The ids that were chosen for a span, and random ones for all others. */
public final class ChosenIds implements IdGenerator {
    private final IdGenerator others = IdGenerator.random();

    @Override
    public String generateSpanId() {
        return SpanIds.chosen().map(SpanIds::spanId).orElseGet(others::generateSpanId);
    }

    @Override
    public String generateTraceId() {
        return SpanIds.chosen().map(SpanIds::traceId).orElseGet(others::generateTraceId);
    }
}
