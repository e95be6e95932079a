package dev.forge.starter.harness;

import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.NotificationActivities;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Has the starter tell of a run's end, as the worker's workflow has it: until it is told. */
@WorkflowInterface
public interface Telling {
    @WorkflowMethod
    void tell(Notification notification);

    /** On Temporal's own rules of trying again. */
    final class Plain implements Telling {
        @Override
        public void tell(Notification notification) {
            Workflow.newActivityStub(
                            NotificationActivities.class,
                            ActivityOptions.newBuilder()
                                    .setTaskQueue(TaskQueues.STARTER)
                                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                                    .build())
                    .deliver(notification);
        }
    }
}
