package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.RebuildActivities;
import dev.forge.contract.workflow.RebuildCounts;
import dev.forge.contract.workflow.RebuildCounts.Skipped;
import dev.forge.contract.workflow.RebuildWorkflow;
import dev.forge.contract.workflow.RebuildWorkflow.Leg;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RebuildTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(HistoryFormat.dataConverter())
                            .build())
                    .build());

    private final List<String> tokens = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void pagesAreReadToTheLastAndAddedUp() {
        WorkflowStub rebuild = rebuild(page -> {
            assertThat(page.until()).isEqualTo(NOON);
            tokens.add(page.token());
            return new RebuildActivities.Filled(
                    new RebuildCounts(3, 2, 1, List.of(new Skipped("run-" + tokens.size(), "0198", "lost"))),
                    tokens.size() < 15 ? "page " + tokens.size() : "");
        });

        RebuildCounts counts = rebuild.getResult(RebuildCounts.class);

        assertThat(tokens).hasSize(15).startsWith("", "page 1", "page 2");
        assertThat(counts.filled()).isEqualTo(45);
        assertThat(counts.kept()).isEqualTo(30);
        assertThat(counts.skipped()).isEqualTo(15);
        assertThat(counts.firstSkipped()).hasSize(10).startsWith(new Skipped("run-1", "0198", "lost"));
        assertThat(rebuild.describe().getMemo(RebuildWorkflow.MEMO, Leg.class, Leg.class))
                .isEqualTo(new Leg(NOON, "", counts));
    }

    @Test
    void moreThanOneHistoryHoldsIsGoneOnWithInTheNext() {
        int pages = 500;
        WorkflowStub rebuild = rebuild(page -> {
            tokens.add(page.token());
            return new RebuildActivities.Filled(
                    RebuildCounts.NONE.plusFilled(), tokens.size() < pages ? "page " + tokens.size() : "");
        });

        assertThat(rebuild.getResult(RebuildCounts.class).filled()).isEqualTo(pages);
        assertThat(tokens).hasSize(pages).doesNotHaveDuplicates();
        assertThat(rebuild.describe().getWorkflowExecutionInfo().getHistoryLength())
                .as("of the last execution")
                .isLessThan(4_000);
    }

    @Test
    void noMoreThanTwoPagesASecondAreAskedFor() {
        Instant begun = Instant.ofEpochMilli(temporal.currentTimeMillis());
        WorkflowStub rebuild = rebuild(page -> {
            tokens.add(page.token());
            return new RebuildActivities.Filled(RebuildCounts.NONE, tokens.size() < 21 ? "next" : "");
        });
        rebuild.getResult(RebuildCounts.class);

        assertThat(Duration.between(begun, Instant.ofEpochMilli(temporal.currentTimeMillis())))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void anArchiveThatIsAwayIsWaitedFor() {
        AtomicInteger tries = new AtomicInteger();
        WorkflowStub rebuild = rebuild(page -> {
            if (tries.incrementAndGet() < 20) {
                throw new IllegalStateException("PostgreSQL is away");
            }
            return new RebuildActivities.Filled(RebuildCounts.NONE.plusFilled(), "");
        });

        assertThat(rebuild.getResult(RebuildCounts.class).filled()).isEqualTo(1);
    }

    private WorkflowStub rebuild(RebuildActivities activities) {
        Worker worker = temporal.newWorker(TaskQueues.FORGE);
        worker.registerWorkflowImplementationTypes(RebuildWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        temporal.start();
        WorkflowStub rebuild = temporal.getWorkflowClient()
                .newUntypedWorkflowStub(
                        RebuildWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.FORGE)
                                .setWorkflowId(RebuildWorkflow.ID)
                                .build());
        rebuild.start(Leg.first(NOON));
        return rebuild;
    }
}
