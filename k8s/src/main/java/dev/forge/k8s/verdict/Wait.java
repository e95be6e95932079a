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
 * @param remedy who can change it and how
 */
record Wait(String why, Instant since, Duration limit, Failure then, Optional<String> remedy) {
    /** What does not pass by itself is given this long all the same: somebody may be pushing or applying it just now. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    /** Kubernetes' own components take a second or two for what they do. */
    private static final Duration USUAL = Duration.ofSeconds(10);

    /** Where what helps while it waits is what helps afterwards. */
    Wait(String why, Instant since, Duration limit, Failure then) {
        this(why, since, limit, then, Optional.of(then.remedy()));
    }

    /** Where somebody needs to do something only if it lasts longer than usual. */
    static Wait passing(String why, Instant since, Duration limit, Failure then, Instant now) {
        Optional<String> remedy = Optional.of(then.remedy()).filter(_ -> now.isAfter(since.plus(USUAL)));
        return new Wait(why, since, limit, then, remedy);
    }

    Judgement pending() {
        return new Judgement.Pending(new Waiting(why, since, Optional.of(limit), remedy), since.plus(limit), then);
    }
}
