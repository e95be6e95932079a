package dev.forge.starter.notification;

import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.workflow.Notification;

/**
 * Brings notifications to targets of one kind; a bean for each. It sends once: what is not delivered is handed to it anew.
 */
public interface Courier {
    /** Whether it knows the way. */
    boolean serves(NotificationTarget target);

    /**
     * Sends a message, and returns once its receiver has said that it has it. Within half a minute, or it is given up and
     * tried again.
     *
     * @param message what {@link Messages#json} has made of the notification: the same bytes at each try
     * @throws Undelivered where another try may mend it
     * @throws Undeliverable where none would
     */
    void deliver(Notification notification, byte[] message) throws Undelivered, Undeliverable;
}
