package dev.forge.contract.workflow;

import io.temporal.activity.ActivityInterface;

/** What tells others of a run's end: the starter, on {@link TaskQueues#STARTER}. */
@ActivityInterface
public interface NotificationActivities {
    /** The type of the failure that no further try would mend. */
    String UNDELIVERABLE = "Undeliverable";

    /** The type of the failure of a try after which there is another. Both have a {@link Tried} as their detail. */
    String UNDELIVERED = "Undelivered";

    /** Sends it once. */
    Tried deliver(Notification notification);

    /**
     * A try.
     *
     * @param id the notification's
     * @param number from 1
     */
    record Tried(String id, int number) {}
}
