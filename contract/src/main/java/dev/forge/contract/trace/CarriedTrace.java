package dev.forge.contract.trace;

import java.util.Map;

/**
 * Where in a trace belongs what a thread does, as W3C's Trace Context writes it: from a call to the run that it starts, and
 * from the run to its activities.
 *
 * @param fields {@code traceparent} and, where there is one, {@code tracestate}; none where nobody traces
 */
public record CarriedTrace(Map<String, String> fields) {
    public static final CarriedTrace NONE = new CarriedTrace(Map.of());

    private static final ThreadLocal<CarriedTrace> OF_THREAD = ThreadLocal.withInitial(() -> NONE);

    public CarriedTrace {
        fields = Map.copyOf(fields);
    }

    /** This thread's. */
    public static CarriedTrace current() {
        return OF_THREAD.get();
    }

    /** Makes it this thread's, in the place of another. */
    public void carry() {
        OF_THREAD.set(this);
    }
}
