package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.Preview;
import dev.forge.contract.workflow.PreviewActivities;
import dev.forge.contract.workflow.PreviewWorkflow;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreviewWorkflowTest {
    private static final Request REQUEST = new Request("weather-1", "{\"pipeline\": \"weather\"}", Instant.EPOCH);

    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(HistoryFormat.dataConverter())
                            .build())
                    .build());

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void whatTheActivityTellsIsTheAnswer() {
        Preview told = new Preview.Refused(List.of(Problem.of("/pipeline", "no such pipeline", "check " + REQUEST)));

        assertThat(preview(request ->
                        new Preview.Refused(List.of(Problem.of("/pipeline", "no such pipeline", "check " + request)))))
                .isEqualTo(told);
    }

    @Test
    void whatInfrastructureKeepsFromAnsweringIsToldAtOnceToWhoeverWaits() {
        AtomicInteger tries = new AtomicInteger();

        assertThatThrownBy(() -> preview(_ -> {
                    tries.incrementAndGet();
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(WorkflowFailedException.class);
        assertThat(tries).hasValue(1);
    }

    private Preview preview(PreviewActivities activities) {
        Worker worker = temporal.newWorker(TaskQueues.FORGE);
        worker.registerWorkflowImplementationTypes(PreviewWorkflowImpl.class);
        worker.registerActivitiesImplementations(activities);
        temporal.start();
        return temporal.getWorkflowClient()
                .newWorkflowStub(
                        PreviewWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.FORGE)
                                .build())
                .run(REQUEST);
    }
}
