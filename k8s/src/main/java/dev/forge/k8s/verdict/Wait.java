package dev.forge.k8s.verdict;

import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Waiting;
import dev.forge.k8s.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A wait and its end.
 *
 * @param then what the attempt fails with once the limit is over
 * @param remedy who can change it meanwhile, and how
 */
record Wait(String why, Instant since, Duration limit, Failure then, String remedy) {
    /** What does not pass by itself is given this long all the same: somebody may be pushing or applying it just now. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    /** Where what helps while it waits is what helps afterwards. */
    Wait(String why, Instant since, Duration limit, Failure then) {
        this(why, since, limit, then, then.remedy());
    }

    /** Where somebody needs to do something only if it lasts longer than usual. */
    static Wait passing(String why, Instant since, Duration limit, Failure then, Instant now) {
        return new Wait(why, since, limit, then).passing(now);
    }

    private Wait passing(Instant now) {
        return new Wait(why, since, limit, then, Waiting.onceUnusual(remedy, since, now));
    }

    Judgement pending() {
        return new Judgement.Pending(
                new Waiting(why, since, Optional.of(limit), Optional.of(remedy)), since.plus(limit), then);
    }
}
