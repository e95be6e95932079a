package dev.forge.worker;

import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.NotificationActivities;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A starter that remembers what it was to tell, and delivers as a test has it. */
final class RecordedTelling implements NotificationActivities {
    /** What happens at a place, at each try; elsewhere all is delivered. */
    interface Way {
        void go(Tried tried);
    }

    final List<Notification> notifications = new CopyOnWriteArrayList<>();
    final Map<String, Way> ways = new ConcurrentHashMap<>();

    @Override
    public Tried deliver(Notification notification) {
        notifications.add(notification);
        Tried tried = new Tried(
                notification.id(), Activity.getExecutionContext().getInfo().getAttempt());
        ways.getOrDefault(notification.target().place(), _ -> {}).go(tried);
        return tried;
    }

    static Way failingFor(int tries) {
        return tried -> {
            if (tried.number() <= tries) {
                throw ApplicationFailure.newFailure("the receiver answered 503", UNDELIVERED, tried);
            }
        };
    }

    static Way refusing() {
        return tried -> {
            throw ApplicationFailure.newNonRetryableFailure("the receiver answered 410", UNDELIVERABLE, tried);
        };
    }
}
