package dev.forge.starter;

import dev.forge.contract.pipeline.DurationText;
import java.time.Duration;

/**
 * For how long an {@code Idempotency-Key} is remembered, where there is an archive to keep it.
 *
 * @param retention from a key's first use on; what comes with it later is another run
 */
public record IdempotencySettings(Duration retention) {
    /** A client may try again for as long as that. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(3660);

    // After the bounds, by which it is judged.
    public static final IdempotencySettings DEFAULT = new IdempotencySettings(Duration.ofDays(30));

    /**
     * Checked settings.
     *
     * @throws IllegalArgumentException with a sentence for whoever set them
     */
    public IdempotencySettings {
        if (retention.compareTo(SHORTEST) < 0 || retention.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("forge.idempotency.retention is \"" + DurationText.print(retention)
                    + "\": set a duration from " + DurationText.print(SHORTEST) + " to " + DurationText.print(LONGEST)
                    + ", such as 30d.");
        }
    }
}
