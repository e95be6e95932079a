package dev.forge.k8s.watch;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Since when a watch has had no answer: what it has shown may be old from then on. */
final class Answered {
    private final Clock clock;
    // Not answered yet is silence, too.
    private volatile Optional<Instant> silentSince;
    private volatile boolean once;

    Answered(Clock clock) {
        this.clock = clock;
        this.silentSince = Optional.of(clock.instant());
    }

    void yes() {
        silentSince = Optional.empty();
        once = true;
    }

    void no() {
        if (silentSince.isEmpty()) {
            silentSince = Optional.of(clock.instant());
        }
    }

    boolean once() {
        return once;
    }

    Optional<Instant> silentSince() {
        return silentSince;
    }
}
