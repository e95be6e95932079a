package dev.forge.k8s.watch;

import java.time.Clock;
import java.time.Instant;

/** When a watch had its last answer: what it has shown may be older by as much as that is ago. */
final class Answered {
    private final Clock clock;
    // Not answered yet is silence, too.
    private volatile Instant last;
    private volatile String trouble = "no answer yet";

    Answered(Clock clock) {
        this.clock = clock;
        this.last = clock.instant();
    }

    void heard() {
        last = clock.instant();
        trouble = "no answer since";
    }

    /** It did not answer as it should; the last such reason is told. */
    void failed(String why) {
        trouble = why;
    }

    String trouble() {
        return trouble;
    }

    Instant last() {
        return last;
    }
}
