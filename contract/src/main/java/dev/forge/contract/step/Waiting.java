package dev.forge.contract.step;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why an attempt does not run yet, or is not gone yet.
 *
 * @param why one plain sentence
 * @param since when that began
 * @param limit how long that may last before the attempt is given up; empty: as long as it takes
 * @param remedy who can change it and how, as an imperative; empty: nobody needs to
 */
public record Waiting(String why, Instant since, Optional<Duration> limit, Optional<String> remedy) {
    public Waiting(String why, Instant since) {
        this(why, since, Optional.empty(), Optional.empty());
    }
}
