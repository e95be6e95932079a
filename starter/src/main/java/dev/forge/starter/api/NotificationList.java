package dev.forge.starter.api;

import dev.forge.starter.notification.RunNotification;
import java.util.List;

/** Who was told of a run's end. */
record NotificationList(List<RunNotification> notifications) {}
