package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.workflow.RunActivities.RunRef;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose Jobs may go when an execution has ended. */
@Timeout(60)
class SuccessionTest {
    private static final String RUN = "weather-7k2m9x";

    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
    private final WorkflowClient client = temporal.getWorkflowClient();

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void ofAnExecutionThatAnotherHasFollowedOnlyItsOwnMayGo() {
        String first = start();
        terminate();
        String second = start();

        assertThat(Succession.over(client, new RunRef(RUN, first)))
                .accepts(first)
                .rejects(second);
    }

    @Test
    void withTheLastExecutionThoseOfAllBeforeItGo() {
        String first = start();
        terminate();
        String second = start();
        terminate();

        assertThat(Succession.over(client, new RunRef(RUN, second))).accepts(first, second);
    }

    @Test
    void thoseOfEarlierExecutionsWaitUntilTheLastHasClosed() {
        String first = start();
        terminate();
        String second = start();

        assertThatThrownBy(
                        () -> Succession.over(client, new RunRef(RUN, second)).test(first))
                .hasMessageContaining("has not closed yet");
    }

    @Test
    void ofARunThatTemporalHasForgottenAllMayGo() {
        assertThat(Succession.over(client, new RunRef(RUN, "last"))).accepts("last", "first");
    }

    /** Nobody works on it: how it stands is Temporal's to say. */
    private String start() {
        WorkflowStub run = client.newUntypedWorkflowStub(
                "Pipeline",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(RUN)
                        .setTaskQueue("nobody's")
                        .build());
        return run.start().getRunId();
    }

    private void terminate() {
        client.newUntypedWorkflowStub(RUN).terminate("as the test wants it");
    }
}
