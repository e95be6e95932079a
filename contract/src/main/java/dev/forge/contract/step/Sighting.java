package dev.forge.contract.step;

import java.time.Instant;
import java.util.Optional;

/**
 * What the executing activity last saw, as its heartbeat's details: a later try adopts from it, and the starter
 * tells from it why a step waits.
 *
 * @param launched empty before the launch
 * @param startedAt the container's start, once it runs
 * @param waiting empty while it runs
 */
public record Sighting(Optional<Launched> launched, Optional<Instant> startedAt, Optional<Waiting> waiting) {
    /** The first heartbeat after the launch: nothing seen yet. */
    public static Sighting of(Launched launched) {
        return new Sighting(Optional.of(launched), Optional.empty(), Optional.empty());
    }

    /** Before the launch: what it waits for. */
    public static Sighting before(Waiting waiting) {
        return new Sighting(Optional.empty(), Optional.empty(), Optional.of(waiting));
    }
}
