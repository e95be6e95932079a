package dev.forge.contract.trace;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ids of a span that follow from what it is about, so that every worker gives it the same: that of a run is the parent
 * of spans long before it is told, and one that is told twice, as a try of an activity may be, is still one.
 *
 * @param execution Temporal's Run ID, from which the trace's id follows where no caller brought one
 * @param subject what of that execution the span is about; empty: the execution itself
 */
public record SpanIds(String execution, String subject) {
    private static final ScopedValue<SpanIds> CHOSEN = ScopedValue.newInstance();
    /** Of 16 bytes. */
    private static final int TRACE_DIGITS = 32;
    /** Of 8 bytes. */
    private static final int SPAN_DIGITS = 16;

    /** Those that the span gets which is made now, on this thread. */
    public static Optional<SpanIds> chosen() {
        return CHOSEN.isBound() ? Optional.of(CHOSEN.get()) : Optional.empty();
    }

    /** Has the span that is made have these. */
    public <T> T during(Supplier<T> making) {
        return ScopedValue.where(CHOSEN, this).call(making::get);
    }

    /** As W3C's Trace Context writes it. */
    public String traceId() {
        return digits("trace of " + execution, TRACE_DIGITS);
    }

    /** As W3C's Trace Context writes it. */
    public String spanId() {
        return digits("span of " + execution + "/" + subject, SPAN_DIGITS);
    }

    // All zeros, which would be no id, have one chance in 2^64.
    private static String digits(String text, int count) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum).substring(0, count);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
