package dev.forge.starter.rabbitmq;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Those that did not take a reply: they are said once, and may be left alone for a while, however many messages name them. */
final class UnwillingQueues {
    /** Senders choose the names. */
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Instant> leftAloneUntil = new LinkedHashMap<>();

    UnwillingQueues(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean isLeftAlone(String queue) {
        return Optional.ofNullable(leftAloneUntil.get(queue))
                .filter(until -> clock.instant().isBefore(until))
                .isPresent();
    }

    /**
     * It has not taken one.
     *
     * @param leftAlone for how long none is offered to it
     * @return whether it was not among them
     */
    synchronized boolean add(String queue, Duration leftAlone) {
        if (leftAloneUntil.size() >= MOST && !leftAloneUntil.containsKey(queue)) {
            leftAloneUntil.remove(leftAloneUntil.keySet().iterator().next());
        }
        return leftAloneUntil.put(queue, clock.instant().plus(leftAlone)) == null;
    }

    /** It has taken one. */
    synchronized void remove(String queue) {
        leftAloneUntil.remove(queue);
    }
}
