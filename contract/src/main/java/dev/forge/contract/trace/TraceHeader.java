package dev.forge.contract.trace;

import io.temporal.api.common.v1.Header;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@link CarriedTrace} in the headers of Temporal: of a run's start, from where the SDK hands it to the run's activities
 * and to its child workflow. Workflow code only carries it. Headers do not pass through a codec: they hold ids alone.
 */
public final class TraceHeader implements ContextPropagator {
    /** Named by W3C's Trace Context; whoever starts a run by hand may set them as well. */
    private static final List<String> FIELDS = List.of("traceparent", "tracestate");

    private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;

    /** That of what this thread starts. */
    public static Header current() {
        return Header.newBuilder()
                .putAllFields(payloads(CarriedTrace.current()))
                .build();
    }

    @Override
    public String getName() {
        return TraceHeader.class.getName();
    }

    @Override
    public Map<String, Payload> serializeContext(Object context) {
        return payloads((CarriedTrace) context);
    }

    @Override
    public Object deserializeContext(Map<String, Payload> header) {
        Map<String, String> fields = new HashMap<>();
        FIELDS.forEach(name -> text(header.get(name)).ifPresent(value -> fields.put(name, value)));
        return new CarriedTrace(fields);
    }

    @Override
    public Object getCurrentContext() {
        return CarriedTrace.current();
    }

    @Override
    public void setCurrentContext(Object context) {
        ((CarriedTrace) context).carry();
    }

    private static Map<String, Payload> payloads(CarriedTrace trace) {
        Map<String, Payload> payloads = new HashMap<>();
        trace.fields()
                .forEach((name, value) ->
                        payloads.put(name, CONVERTER.toPayload(value).orElseThrow()));
        return payloads;
    }

    private static Optional<String> text(@Nullable Payload payload) {
        if (payload == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(CONVERTER.fromPayload(payload, String.class, String.class));
        } catch (DataConverterException e) {
            // Whoever wrote it: no trace is worth a run, which this would keep from ever going on.
            return Optional.empty();
        }
    }
}
