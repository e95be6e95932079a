package dev.forge.worker;

import dev.forge.contract.workflow.FilesActivities;
import dev.forge.contract.workflow.NotificationActivities;
import dev.forge.contract.workflow.PreviewActivities;
import dev.forge.contract.workflow.RebuildActivities;
import dev.forge.contract.workflow.RetentionActivities;
import dev.forge.contract.workflow.RunActivities;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.contract.workflow.TurnActivities;
import dev.forge.contract.workflow.WatchActivities;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** How the workflows call their activities: as often as infrastructure needs, for as long as the work takes. */
final class Calls {
    /** Attempts have limits of their own; this one only says that Temporal sets none. */
    private static final Duration UNBOUNDED = Duration.ofDays(3650);

    private static final Duration QUICK = Duration.ofMinutes(1);

    /** Longer than anything that is done within has limits of its own; its heartbeat tells of a worker that died. */
    private static final Duration LONG = Duration.ofHours(6);

    /** What bounds how late a dead worker is noticed where no policy of the run says so. */
    static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(10);

    /** Worker shutdowns and lost connections cost tries: they are never counted. */
    private static final RetryOptions AS_OFTEN_AS_NEEDED = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(1))
            .setBackoffCoefficient(2)
            .setMaximumInterval(Duration.ofSeconds(30))
            .build();

    private Calls() {}

    /** For what answers at once. */
    static RunActivities quick(String summary) {
        return stub(options(summary).setStartToCloseTimeout(QUICK));
    }

    /** The same, where a run is better off without than waiting for it for ever. */
    static RunActivities quickWithin(String summary, Duration limit) {
        return stub(options(summary).setStartToCloseTimeout(QUICK).setScheduleToCloseTimeout(limit));
    }

    /** For work on files, of which there may be many; what its worker leaves undone, another takes up soon. */
    static RunActivities slow(String summary) {
        return stub(options(summary).setStartToCloseTimeout(LONG).setHeartbeatTimeout(HEARTBEAT_TIMEOUT));
    }

    /** For work on files that a run is better off without than waiting for it for ever. */
    static RunActivities slowWithin(String summary, Duration limit) {
        return stub(options(summary).setScheduleToCloseTimeout(limit).setHeartbeatTimeout(HEARTBEAT_TIMEOUT));
    }

    /** For what lasts as long as an attempt does; canceled only when it says so itself. */
    static RunActivities attempt(String summary, Duration heartbeatTimeout) {
        return stub(options(summary)
                .setStartToCloseTimeout(UNBOUNDED)
                .setHeartbeatTimeout(heartbeatTimeout)
                .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED));
    }

    /** For what somebody waits for, who can ask again. */
    static PreviewActivities preview(String summary) {
        return Workflow.newActivityStub(PreviewActivities.class, once(summary));
    }

    /** The same of files. */
    static FilesActivities files(String summary) {
        return Workflow.newActivityStub(FilesActivities.class, once(summary));
    }

    private static ActivityOptions once(String summary) {
        return options(summary)
                .setScheduleToCloseTimeout(QUICK)
                .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                .build();
    }

    /** For what is done to the whole archive, a batch of rows at a time. */
    static RetentionActivities retention(String summary) {
        return Workflow.newActivityStub(
                RetentionActivities.class,
                options(summary)
                        .setStartToCloseTimeout(LONG)
                        .setHeartbeatTimeout(QUICK)
                        .build());
    }

    /** For what looks at a page of executions, some of which may keep it waiting for a minute. */
    static RebuildActivities rebuild(String summary) {
        return Workflow.newActivityStub(
                RebuildActivities.class,
                options(summary)
                        .setStartToCloseTimeout(LONG)
                        .setHeartbeatTimeout(QUICK.multipliedBy(2))
                        .build());
    }

    /** For what a starter does for as long as it is there; one that died is noticed soon. */
    static WatchActivities watch(String summary) {
        return Workflow.newActivityStub(
                WatchActivities.class,
                options(summary)
                        .setTaskQueue(TaskQueues.STARTER)
                        .setStartToCloseTimeout(LONG)
                        .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                        .build());
    }

    /** For what is asked of the turns of runs. */
    static TurnActivities turns(String summary) {
        return turns(options(summary));
    }

    /** The same for what may as well be asked anew later. */
    static TurnActivities turnsLook(String summary) {
        return turns(options(summary).setScheduleToCloseTimeout(QUICK));
    }

    /** For what the starter tells others, who may be away for long. */
    static NotificationActivities notifications(String summary, Duration limit) {
        return Workflow.newActivityStub(
                NotificationActivities.class,
                options(summary)
                        .setTaskQueue(TaskQueues.STARTER)
                        .setStartToCloseTimeout(QUICK)
                        .setScheduleToCloseTimeout(limit)
                        .setRetryOptions(RetryOptions.newBuilder(AS_OFTEN_AS_NEEDED)
                                .setMaximumInterval(QUICK)
                                .build())
                        .build());
    }

    private static TurnActivities turns(ActivityOptions.Builder options) {
        return Workflow.newActivityStub(
                TurnActivities.class, options.setStartToCloseTimeout(QUICK).build());
    }

    private static ActivityOptions.Builder options(String summary) {
        return ActivityOptions.newBuilder().setRetryOptions(AS_OFTEN_AS_NEEDED).setSummary(summary);
    }

    private static RunActivities stub(ActivityOptions.Builder options) {
        return Workflow.newActivityStub(RunActivities.class, options.build());
    }
}
