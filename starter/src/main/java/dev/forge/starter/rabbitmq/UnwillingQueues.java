package dev.forge.starter.rabbitmq;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Those that did not take a reply: for a while nobody waits for them again, however many messages name them. */
final class UnwillingQueues {
    /** Against the time that a try takes, so that senders who name such a queue slow the intake down by a part at most. */
    static final Duration LEFT_ALONE = Duration.ofMinutes(1);

    /** Senders choose the names. */
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Instant> refusedAt = new LinkedHashMap<>();

    UnwillingQueues(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isLeftAlone(String queue) {
        return Optional.ofNullable(refusedAt.get(queue))
                .filter(at -> clock.instant().isBefore(at.plus(LEFT_ALONE)))
                .isPresent();
    }

    /** Whether it was not among them. */
    synchronized boolean add(String queue) {
        if (refusedAt.size() >= MOST && !refusedAt.containsKey(queue)) {
            refusedAt.remove(refusedAt.keySet().iterator().next());
        }
        return refusedAt.put(queue, clock.instant()) == null;
    }

    /** It has taken one. */
    synchronized void remove(String queue) {
        refusedAt.remove(queue);
    }
}
