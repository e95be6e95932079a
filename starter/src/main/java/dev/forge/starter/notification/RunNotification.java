package dev.forge.starter.notification;

import dev.forge.contract.workflow.NotificationWorkflow.Delivery;
import dev.forge.contract.workflow.NotificationWorkflow.State;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands with one who is told of a run's end.
 *
 * @param id of the message, which its receiver gets as well
 * @param kind {@code webhook}, {@code rabbitmq} or {@code sqs}
 * @param target the URL without its query, or the queue
 * @param tries how often it was sent; left out where nobody knows any more
 * @param failure why it is not delivered
 * @param nextTry when it is sent once more
 * @param since when it was first to be sent
 */
public record RunNotification(
        String id,
        String kind,
        String target,
        State state,
        Optional<Integer> tries,
        Optional<String> failure,
        Optional<Instant> nextTry,
        Instant since,
        Optional<Instant> endedAt) {
    static RunNotification of(Delivery delivery, Optional<PendingTry> pending) {
        return new RunNotification(
                delivery.id(),
                delivery.target().kind(),
                delivery.target().place(),
                delivery.state(),
                delivery.state() == State.PENDING
                        ? Optional.of(pending.map(PendingTry::made).orElse(0))
                        : delivery.tries(),
                delivery.failure().or(() -> pending.map(PendingTry::failure)),
                pending.flatMap(PendingTry::next),
                delivery.since(),
                delivery.endedAt());
    }
}
