package dev.forge.worker;

import io.temporal.common.converter.RawValue;
import org.jspecify.annotations.Nullable;

/** What was sent to a workflow, as text. */
final class RawText {
    private RawText() {}

    /** Whoever sends by hand may leave the input out: that is no text, which is to be judged as any other. */
    static String of(@Nullable RawValue sent) {
        return sent == null ? "" : sent.getPayload().getData().toStringUtf8();
    }
}
