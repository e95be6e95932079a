package dev.forge.starter.worker;

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
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the starter's own task queues with every bean that is marked for it, from when the starter listens until it ends.
 * The workflows that ask for these activities are the worker's.
 */
@Singleton
public class StarterWorker implements ApplicationEventListener<ServerStartupEvent> {
    private static final Duration PAUSE = Duration.ofSeconds(1);

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
        begin();
    }

    /** Begins to serve them; once. */
    public void begin() {
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
        activities.stream()
                .collect(Collectors.groupingBy(StarterActivities::queue))
                .forEach((queue, served) -> serve(factory, queue, served));
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
            LOG.info("Temporal was not told that the starter's task queues are served no more: {}", e.getMessage());
        }
        factory.awaitTermination(10, TimeUnit.SECONDS);
    }

    private static void serve(WorkerFactory factory, String queue, List<StarterActivities> served) {
        factory.newWorker(
                        queue,
                        WorkerOptions.newBuilder()
                                .setUsingVirtualThreads(true)
                                .setMaxConcurrentActivityExecutionSize(served.stream()
                                        .mapToInt(StarterActivities::atOnce)
                                        .min()
                                        .orElseThrow())
                                .build())
                .registerActivitiesImplementations(served.toArray());
    }

    private static boolean started(WorkerFactory factory) {
        try {
            factory.start();
            return true;
        } catch (StatusRuntimeException e) {
            LOG.warn("the starter's task queues are not served yet: {}", e.getMessage());
            return false;
        }
    }
}
