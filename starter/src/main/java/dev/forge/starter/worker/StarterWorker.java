package dev.forge.starter.worker;

import dev.forge.contract.workflow.TaskQueues;
import io.grpc.StatusRuntimeException;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the starter's own task queue with every bean that is marked for it, from when the starter listens until it ends.
 * The workflows that ask for these activities are the worker's.
 */
@Singleton
public class StarterWorker implements ApplicationEventListener<ServerStartupEvent> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** They wait for others, on virtual threads: more than Temporal's default of 200 may be slow at once. */
    private static final int CONCURRENT_ACTIVITIES = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(StarterWorker.class);

    private final WorkflowClient client;
    private final List<StarterActivities> activities;
    private final Thread thread;

    StarterWorker(WorkflowClient client, List<StarterActivities> activities) {
        this.client = client;
        this.activities = List.copyOf(activities);
        this.thread = Thread.ofVirtual().name("starter-worker").unstarted(this::serve);
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
        if (!activities.isEmpty()) {
            thread.start();
        }
    }

    @PreDestroy
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void serve() {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        factory.newWorker(
                        TaskQueues.STARTER,
                        WorkerOptions.newBuilder()
                                .setUsingVirtualThreads(true)
                                .setMaxConcurrentActivityExecutionSize(CONCURRENT_ACTIVITIES)
                                .build())
                .registerActivitiesImplementations(activities.toArray());
        try {
            while (!started(factory)) {
                Thread.sleep(PAUSE);
            }
            Thread.sleep(Duration.ofNanos(Long.MAX_VALUE));
        } catch (InterruptedException e) {
            // The starter stops. What is under way is given up, and tried again by whoever serves the queue next.
            stop(factory);
        }
    }

    private static void stop(WorkerFactory factory) {
        try {
            factory.shutdownNow();
        } catch (StatusRuntimeException e) {
            LOG.info("Temporal was not told that {} is served no more: {}", TaskQueues.STARTER, e.getMessage());
        }
        factory.awaitTermination(10, TimeUnit.SECONDS);
    }

    private static boolean started(WorkerFactory factory) {
        try {
            factory.start();
            return true;
        } catch (StatusRuntimeException e) {
            LOG.warn("the task queue {} is not served yet: {}", TaskQueues.STARTER, e.getMessage());
            return false;
        }
    }
}
