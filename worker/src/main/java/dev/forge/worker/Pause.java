package dev.forge.worker;

import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The time between two attempts of a step.
 *
 * @param summary what Temporal shows of its timer
 * @param then what begins when it is over
 * @param remedy who can change it, and how
 */
record Pause(Duration length, String summary, String then, String remedy) {
    static Pause beforeRetry(int number, RetryRule rule) {
        String which = number + "/" + rule.limit();
        return new Pause(
                rule.delayBefore(number),
                "before retry " + which,
                "retry " + which,
                "nothing: it begins by itself; the module's author sets the pause by retry: {backoff: …}");
    }

    /** After a disruption, which costs no retry. */
    static Pause beforeRepeating(int disruption, int limit) {
        String which = "disruption " + disruption + "/" + limit;
        return new Pause(
                RetryRule.DEFAULT.delayBefore(disruption - 1),
                "before repeating " + which,
                "another attempt after " + which,
                "nothing: it begins by itself; whoever runs the cluster can see to what disrupts it");
    }

    /** What it is for whoever looks while it lasts. */
    Waiting from(Instant now) {
        return new Waiting(then + " begins at " + now.plus(length), now, Optional.of(length), Optional.of(remedy));
    }
}
