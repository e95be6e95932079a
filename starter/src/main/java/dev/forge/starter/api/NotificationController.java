package dev.forge.starter.api;

import dev.forge.starter.notification.RunNotifications;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /runs/{id}/notifications} over HTTP. */
@Controller("/runs/{id}/notifications")
@ExecuteOn(TaskExecutors.BLOCKING)
class NotificationController implements NotificationOperations {
    private final RunNotifications notifications;

    NotificationController(RunNotifications notifications) {
        this.notifications = notifications;
    }

    @Override
    @Get
    public NotificationList notifications(String id) {
        return new NotificationList(notifications.of(id));
    }
}
