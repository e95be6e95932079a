package dev.forge.starter.harness;

import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.NotificationActivities;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Tells the first addressee alone, and knows of it no more than that it is to be told. */
public final class Announcing implements NotificationWorkflow {
    private final List<Delivery> deliveries;

    @WorkflowInit
    public Announcing(Announcement announcement) {
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        deliveries = announcement.addressees().stream()
                .map(one -> Delivery.pending(one, now))
                .toList();
    }

    @Override
    public List<Delivery> deliver(Announcement announcement) {
        Addressee one = announcement.addressees().getFirst();
        Workflow.newActivityStub(
                        NotificationActivities.class,
                        ActivityOptions.newBuilder()
                                .setTaskQueue(TaskQueues.STARTER)
                                .setStartToCloseTimeout(Duration.ofMinutes(1))
                                .build())
                .deliver(new Notification(one.id(), one.target(), announcement.end()));
        return deliveries;
    }

    @Override
    public List<Delivery> deliveries() {
        return deliveries;
    }
}
