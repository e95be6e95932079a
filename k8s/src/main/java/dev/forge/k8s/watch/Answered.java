package dev.forge.k8s.watch;

import java.time.Clock;
import java.time.Instant;

/** When a watch had its last answer: what it has shown may be older by as much as that is ago. */
final class Answered {
    private final Clock clock;
    // Not answered yet is silence, too.
    private volatile Instant last;

    Answered(Clock clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    void heard() {
        last = clock.instant();
    }

    Instant last() {
        return last;
    }
}
