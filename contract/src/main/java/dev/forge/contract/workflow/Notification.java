package dev.forge.contract.workflow;

import dev.forge.contract.notification.NotificationTarget;

/**
 * One receiver is told of one end of a run.
 *
 * @param id the same however often it is sent, and of no other: by it a receiver knows what it had already
 */
public record Notification(String id, NotificationTarget target, RunEnd end) {}
