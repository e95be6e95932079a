package dev.forge.starter.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.KeptWatch;
import dev.forge.contract.pipeline.WatchWriter;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.contract.workflow.WatchActivities;
import dev.forge.contract.workflow.WatchWorkflow;
import dev.forge.runtime.BucketListing;
import dev.forge.runtime.SeenObject;
import dev.forge.starter.harness.FreshArchive;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches that a starter keeps at work, in the workflows that a worker has for them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class WatchSpellsIT {
    private static final String NAMESPACE = "watch-spells";
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final BucketListing EMPTY =
            (bucket, prefix, place) -> new BucketListing.Part(List.of(), List.of(), Optional.empty());

    private final CountDownLatch slow = new CountDownLatch(1);
    private Archive archive;

    @BeforeEach
    void open() {
        archive = FreshArchive.open();
    }

    @AfterEach
    void close() {
        slow.countDown();
        archive.close();
    }

    /** As the worker's does, with a heartbeat that a test can wait for. */
    public static final class Keeping implements WatchWorkflow {
        private final WatchActivities starter = Workflow.newActivityStub(
                WatchActivities.class,
                ActivityOptions.newBuilder()
                        .setTaskQueue(TaskQueues.WATCHES)
                        .setStartToCloseTimeout(Duration.ofHours(6))
                        .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                        .build());

        @Override
        public void watch(String name) {
            boolean wanted = true;
            while (wanted) {
                wanted = starter.watchBucket(name);
            }
        }

        @Override
        public void wake() {}
    }

    @Test
    void moreWatchesThanAStarterHasRoomForAllGetTheirTurns() {
        try (WatchContext starter =
                new WatchContext(NAMESPACE, archive, EMPTY, new WatchSlots(2, Duration.ofMillis(500)))) {
            List<String> names = IntStream.range(0, 5).mapToObj(i -> "w" + i).toList();
            keep(starter, names, "1s");

            for (int round = 0; round < 2; round++) {
                Instant from = Instant.now();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(names)
                                .allSatisfy(name -> assertThat(kept(name).lastPoll())
                                        .hasValueSatisfying(
                                                poll -> assertThat(poll.at()).isAfter(from))));
            }
        }
    }

    @Test
    void aStarterThatWaitsForASlowStoreIsNotTakenForDead() {
        AtomicInteger asked = new AtomicInteger();
        BucketListing store = (bucket, prefix, place) -> {
            asked.incrementAndGet();
            return answered();
        };
        try (WatchContext starter = new WatchContext(NAMESPACE, archive, store)) {
            // Its next look is beyond the test.
            keep(starter, List.of("slow"), "1d");
            Awaitility.await().atMost(PATIENCE).until(() -> asked.get() == 1);
            Instant patience = Instant.now().plus(HEARTBEAT_TIMEOUT).plusSeconds(1);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> lastHeartbeat(starter, "slow").isAfter(patience));
            assertThat(pending(starter, "slow").getAttempt()).isEqualTo(1);
            slow.countDown();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> kept("slow").lastPoll().isPresent());
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void whereTheWorkflowOfAKeptWatchIsNotThereTheNextStarterBeginsItAgainAndLeavesOthersAsTheyAre() {
        String alive;
        try (WatchContext before = new WatchContext(NAMESPACE, archive, EMPTY)) {
            put(before, List.of("alive", "terminated"), "1d");
            workflow(before, "terminated").terminate("an end that nobody wanted");
            alive = execution(before, "alive");
        }
        // As it is kept where another Temporal has taken the place of the one that knew it.
        archive.watches().put("unknown", WatchWriter.tree(WatchContext.spec(watch("unknown", "1d"))), any -> true);

        try (WatchContext starter = new WatchContext(NAMESPACE, archive, EMPTY)) {
            work(starter);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(List.of("terminated", "unknown"))
                            .allSatisfy(
                                    name -> assertThat(kept(name).lastPoll()).isPresent()));
            assertThat(execution(starter, "alive")).isEqualTo(alive);
        }
    }

    private static String execution(WatchContext starter, String name) {
        return workflow(starter, name).describe().getExecution().getRunId();
    }

    private static WorkflowStub workflow(WatchContext starter, String name) {
        return starter.client().newUntypedWorkflowStub(WatchWorkflow.idOf(name));
    }

    private BucketListing.Part answered() {
        try {
            slow.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new BucketListing.Part(
                List.of(new SeenObject("weather", "a", "v1", 5, Instant.now())), List.of(), Optional.empty());
    }

    private static void keep(WatchContext starter, List<String> names, String interval) {
        put(starter, names, interval);
        work(starter);
    }

    private static void put(WatchContext starter, List<String> names, String interval) {
        starter.pipeline("{\"name\": \"weather\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\"}]}");
        names.forEach(name -> starter.put(watch(name, interval)));
    }

    private static String watch(String name, String interval) {
        return "{name: " + name + ", bucket: weather, pipeline: weather, existing: process, interval: " + interval
                + "}";
    }

    /** Serves the task queues of a worker and of the starter. */
    private static void work(WatchContext starter) {
        WorkerFactory factory = WorkerFactory.newInstance(starter.client());
        factory.newWorker(TaskQueues.FORGE).registerWorkflowImplementationTypes(Keeping.class);
        factory.start();
        starter.serve();
    }

    private KeptWatch kept(String name) {
        return archive.watches().find(name).orElseThrow();
    }

    private static Instant lastHeartbeat(WatchContext starter, String name) {
        return Instant.ofEpochSecond(
                pending(starter, name).getLastHeartbeatTime().getSeconds());
    }

    private static PendingActivityInfo pending(WatchContext starter, String name) {
        return starter.client()
                .getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(WatchWorkflow.idOf(name)))
                        .build())
                .getPendingActivities(0);
    }
}
