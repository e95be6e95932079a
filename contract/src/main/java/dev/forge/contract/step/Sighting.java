package dev.forge.contract.step;

import java.time.Instant;
import java.util.Optional;

/**
 * What the executing activity last saw, as its heartbeat's details: a later try adopts from it, and the starter
 * tells from it why a step waits.
 *
 * @param startedAt the container's start, once it runs
 * @param waiting empty while it runs
 */
public record Sighting(Launched launched, Optional<Instant> startedAt, Optional<Waiting> waiting) {
    /** The first heartbeat: launched, nothing seen yet. */
    public static Sighting of(Launched launched) {
        return new Sighting(launched, Optional.empty(), Optional.empty());
    }
}
