package dev.forge.worker;

import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.ForgeActivities;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.worker.retention.RetentionSchedule;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A worker that serves Forge's task queue until it is closed. Attempts that run go on then, and are adopted. */
public final class ForgeWorker implements AutoCloseable {
    /** The shortest that the SDK knows: it counts in milliseconds, and takes zero for its default. */
    private static final Duration UNTHROTTLED = Duration.ofMillis(1);

    private final WorkerFactory factory;

    private ForgeWorker(WorkerFactory factory) {
        this.factory = factory;
    }

    public static ForgeWorker start(
            WorkflowClient client, ForgeActivities activities, ArchiveRetention retention, WorkerSettings settings) {
        WorkerFactory factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .build());
        Worker worker = factory.newWorker(TaskQueues.FORGE, options(settings));
        worker.registerWorkflowImplementationTypes(
                PipelineWorkflowImpl.class,
                CleanupWorkflowImpl.class,
                RetentionWorkflowImpl.class,
                TurnsWorkflowImpl.class,
                PreviewWorkflowImpl.class,
                RebuildWorkflowImpl.class,
                FilesWorkflowImpl.class,
                FileWorkflowImpl.class,
                WatchWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities, activities.turns(), activities.rebuild(), retention);
        factory.start();
        RetentionSchedule.ensure(client, retention.rules());
        return new ForgeWorker(factory);
    }

    private static WorkerOptions options(WorkerSettings settings) {
        return WorkerOptions.newBuilder()
                .setUsingVirtualThreads(true)
                .setMaxConcurrentActivityExecutionSize(settings.concurrentAttempts())
                // The activities have a pace of their own: what they send goes out.
                .setMaxHeartbeatThrottleInterval(UNTHROTTLED)
                .setDefaultHeartbeatThrottleInterval(UNTHROTTLED)
                // A dead worker's sticky queue would hold a run back for the default of 5 s.
                .setStickyQueueScheduleToStartTimeout(Duration.ofSeconds(1))
                .build();
    }

    /** Stops taking work, tells running activities to detach, and waits until they have. */
    @Override
    public void close() {
        factory.shutdownNow();
        factory.awaitTermination(10, TimeUnit.SECONDS);
    }
}
