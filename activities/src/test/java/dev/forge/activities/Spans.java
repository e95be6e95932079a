package dev.forge.activities;

import dev.forge.traces.ChosenIds;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** OpenTelemetry's SDK, whose spans go no farther than here. */
final class Spans {
    private final InMemorySpanExporter told = InMemorySpanExporter.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .setIdGenerator(new ChosenIds())
                    .addSpanProcessor(SimpleSpanProcessor.create(told))
                    .build())
            .build();

    OpenTelemetry api() {
        return sdk;
    }

    List<SpanData> all() {
        return told.getFinishedSpanItems();
    }

    SpanData only() {
        if (all().size() != 1) {
            throw new AssertionError("one span is expected: " + all());
        }
        return all().getFirst();
    }
}
