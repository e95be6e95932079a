package dev.forge.starter.notification;

import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.NotificationActivities;
import dev.forge.starter.worker.StarterActivities;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** Hands each notification to the courier that knows the way; Temporal hands it over again until it is delivered. */
@Singleton
final class Deliveries implements NotificationActivities, StarterActivities {
    /** A receiver that asks for more does not get it: it might never be asked again. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final List<Courier> couriers;

    Deliveries(List<Courier> couriers) {
        this.couriers = List.copyOf(couriers);
    }

    @Override
    public Tried deliver(Notification notification) {
        Tried tried = new Tried(
                notification.id(), Activity.getExecutionContext().getInfo().getAttempt());
        try {
            courier(notification).deliver(notification, Messages.json(notification));
            return tried;
        } catch (Undeliverable e) {
            throw ApplicationFailure.newBuilder()
                    .setMessage(String.valueOf(e.getMessage()))
                    .setType(UNDELIVERABLE)
                    .setDetails(tried)
                    .setNonRetryable(true)
                    .build();
        } catch (Undelivered e) {
            ApplicationFailure.Builder failure = ApplicationFailure.newBuilder()
                    .setMessage(String.valueOf(e.getMessage()))
                    .setType(UNDELIVERED)
                    .setDetails(tried);
            e.after()
                    .map(pause -> pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)
                    .ifPresent(failure::setNextRetryDelay);
            throw failure.build();
        }
    }

    /** Another starter, or this one with other settings, may have one. */
    private Courier courier(Notification notification) throws Undelivered {
        return couriers.stream()
                .filter(courier -> courier.serves(notification.target()))
                .findFirst()
                .orElseThrow(() -> new Undelivered("the starter has no connection to "
                        + notification.target().kind() + ": configure one (docs/notifications.md), and it is sent"));
    }
}
