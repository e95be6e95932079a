package dev.forge.starter.sqs;

import dev.forge.starter.SqsQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The dead-letter queue of a queue: the one that its redrive policy names, else the one that is configured. */
final class DeadLetterQueue {
    /** How late a changed redrive policy is noticed. */
    private static final Duration KNOWN_FOR = Duration.ofMinutes(5);

    private final Queues queues;
    private final SqsQueue queue;
    private final Optional<SqsQueue> configured;
    private final Clock clock;
    private Optional<Known> known = Optional.empty();

    DeadLetterQueue(Queues queues, SqsQueue queue, Optional<SqsQueue> configured, Clock clock) {
        this.queues = queues;
        this.queue = queue;
        this.configured = configured;
        this.clock = clock;
    }

    private record Known(Optional<SqsQueue> queue, Instant until) {}

    /** Empty where there is neither. */
    synchronized Optional<SqsQueue> find() {
        Instant now = clock.instant();
        Known found = known.filter(last -> now.isBefore(last.until()))
                .orElseGet(() -> new Known(queues.deadLetters(queue).or(() -> configured), now.plus(KNOWN_FOR)));
        known = Optional.of(found);
        return found.queue();
    }
}
