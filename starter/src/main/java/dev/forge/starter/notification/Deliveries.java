package dev.forge.starter.notification;

import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.NotificationActivities;
import dev.forge.starter.metrics.StarterMetrics;
import dev.forge.starter.problem.Incidents;
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
    private final StarterMetrics metrics;
    private final Incidents incidents;

    Deliveries(List<Courier> couriers, StarterMetrics metrics, Incidents incidents) {
        this.couriers = List.copyOf(couriers);
        this.metrics = metrics;
        this.incidents = incidents;
    }

    @Override
    public Tried deliver(Notification notification) {
        String kind = notification.target().kind();
        Tried tried = new Tried(
                notification.id(), Activity.getExecutionContext().getInfo().getAttempt());
        try {
            bring(notification);
            metrics.told(kind, "delivered");
            return tried;
        } catch (Undeliverable e) {
            metrics.told(kind, "undeliverable");
            throw told(failure(e, UNDELIVERABLE, tried).setNonRetryable(true));
        } catch (Undelivered e) {
            metrics.told(kind, "undelivered");
            ApplicationFailure.Builder failure = failure(e, UNDELIVERED, tried);
            e.after()
                    .map(pause -> pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)
                    .ifPresent(failure::setNextRetryDelay);
            throw told(failure);
        }
    }

    /**
     * A defect is told as any other failure is: people are shown what bears the number of its try, and nothing else. What it
     * says itself is for the log alone, as it may quote a URL with its key.
     */
    private void bring(Notification notification) throws Undelivered, Undeliverable {
        try {
            courier(notification).deliver(notification, Messages.json(notification));
        } catch (RuntimeException e) {
            throw new Undelivered(
                    incidents.report("notification " + notification.id(), e).detail());
        }
    }

    /** Another starter, or this one with other settings, may have one. */
    private Courier courier(Notification notification) throws Undelivered {
        return couriers.stream()
                .filter(courier -> courier.serves(notification.target()))
                .findFirst()
                .orElseThrow(() -> new Undelivered("the starter has no connection to "
                        + notification.target().kind()
                        + ": once one is configured (docs/notifications.md), it is sent"));
    }

    private static ApplicationFailure.Builder failure(Exception e, String type, Tried tried) {
        return ApplicationFailure.newBuilder()
                .setMessage(String.valueOf(e.getMessage()))
                .setType(type)
                .setDetails(tried);
    }

    /** Nobody reads its stack, and Temporal would cut a long failure short, with the details. */
    private static ApplicationFailure told(ApplicationFailure.Builder builder) {
        ApplicationFailure failure = builder.build();
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }
}
