package dev.forge.traces;

import dev.forge.contract.trace.TraceHeader;
import io.opentelemetry.api.OpenTelemetry;
import io.temporal.common.context.ContextPropagator;
import java.util.List;
import java.util.Map;

/**
 * Where a program's spans go, as OpenTelemetry's environment variables say; nowhere where they say nothing, and then nothing
 * of its SDK is loaded. Closed, it sends what it still has, for two seconds at most.
 */
public final class Traces implements AutoCloseable {
    private static final Traces OFF = new Traces(OpenTelemetry.noop(), List.of(), () -> {});

    private final OpenTelemetry api;
    private final List<ContextPropagator> propagators;
    private final Runnable stop;

    // Of nothing that would have the SDK loaded where there is none.
    private Traces(OpenTelemetry api, List<ContextPropagator> propagators, Runnable stop) {
        this.api = api;
        this.propagators = propagators;
        this.stop = stop;
    }

    static Traces sent(OpenTelemetry by, Runnable stop) {
        return new Traces(by, List.of(new TraceHeader()), stop);
    }

    /** Spans go nowhere. */
    public static Traces off() {
        return OFF;
    }

    /**
     * As the environment says.
     *
     * @param service what this program is where the environment does not name it
     * @throws IllegalArgumentException with a sentence, where a variable says what cannot be
     */
    public static Traces open(String service, Map<String, String> environment) {
        TraceVariables variables = new TraceVariables(environment);
        return variables.areOn() ? Exporting.start(service, variables.properties()) : OFF;
    }

    /** OpenTelemetry's own that does nothing, where spans go nowhere. */
    public OpenTelemetry api() {
        return api;
    }

    /** By which a client of Temporal, and its worker, carry traces. */
    public List<ContextPropagator> propagators() {
        return propagators;
    }

    @Override
    public void close() {
        stop.run();
    }
}
