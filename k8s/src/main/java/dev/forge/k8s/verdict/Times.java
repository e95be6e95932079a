package dev.forge.k8s.verdict;

import io.fabric8.kubernetes.api.model.MicroTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kubernetes' times, which are texts in its objects. */
final class Times {
    private Times() {}

    /** Empty where there is none, and for the epoch, which containerd writes for a container that never started. */
    static Optional<Instant> of(@Nullable String text) {
        return parsed(text).filter(time -> time.isAfter(Instant.EPOCH));
    }

    static Optional<Instant> of(@Nullable MicroTime time) {
        return time == null ? Optional.empty() : of(time.getTime());
    }

    private static Optional<Instant> parsed(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            // Only tools that write objects by hand get this wrong; a time that cannot be read is one that is not
            // there.
            return Optional.empty();
        }
    }
}
