package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.contract.workflow.WatchActivities;
import dev.forge.contract.workflow.WatchWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchTest {
    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(HistoryFormat.dataConverter())
                            .build())
                    .build());

    private final AtomicInteger spells = new AtomicInteger();

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void aBucketIsWatchedForAsLongAsItsWatchIsKeptAcrossTheEndsOfHistories() {
        watch(spell -> spell < 60);

        assertThat(spells).hasValue(60);
    }

    @Test
    void aSpellThatBreaksIsTakenUpAgain() {
        watch(spell -> {
            if (spell < 3) {
                throw new IllegalStateException("PostgreSQL is away");
            }
            return false;
        });

        assertThat(spells).hasValue(3);
    }

    @Test
    void oneThatIsMadeAnewWhileItWasFoundDeletedGoesOn() {
        watch(spell -> {
            if (spell == 1) {
                temporal.getWorkflowClient()
                        .newUntypedWorkflowStub(WatchWorkflow.idOf("stations"))
                        .signal(WatchWorkflow.WAKE);
            }
            return false;
        });

        assertThat(spells).hasValue(2);
    }

    /** Until its workflow has ended; each spell says whether the watch is still kept. */
    private void watch(IntPredicate kept) {
        WatchActivities activities = name -> {
            assertThat(name).isEqualTo("stations");
            return kept.test(spells.incrementAndGet());
        };
        temporal.newWorker(TaskQueues.FORGE).registerWorkflowImplementationTypes(WatchWorkflowImpl.class);
        temporal.newWorker(TaskQueues.WATCHES).registerActivitiesImplementations(activities);
        temporal.start();
        WorkflowClient client = temporal.getWorkflowClient();
        client.newWorkflowStub(
                        WatchWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.FORGE)
                                .setWorkflowId(WatchWorkflow.idOf("stations"))
                                .build())
                .watch("stations");
    }
}
