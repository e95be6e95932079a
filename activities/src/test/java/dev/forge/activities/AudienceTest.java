package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.workflow.RunActivities.Request;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told of the end of a run of which there is no plan. */
@Timeout(60)
class AudienceTest {
    private static final String RUN = "weather-7k2m9x";
    private static final QueueReply REPLY = new QueueReply(Broker.RABBITMQ, "replies", Optional.of("17"));

    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
    private final WorkflowClient client = temporal.getWorkflowClient();
    private final Audience audience = new Audience(client, new Resolver(RunPolicy.DEFAULT, (_, _) -> Optional.empty()));

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void whoeverWaitsForTheRunStandsInItsRequestThoughItIsRefused() {
        assertThat(
                        audience.of(
                                request(
                                        "{\"pipeline\": \"nobodys\", \"replyTo\": {\"rabbitmq\": \"replies\", \"correlationId\": \"17\"}}")))
                .containsExactly(REPLY);
    }

    @Test
    void ofAContinuationThatIsRefusedItStandsInWhatTheFirstExecutionWasAsked() {
        String first =
                closed(Map.of("pipeline", "nobodys", "replyTo", Map.of("rabbitmq", "replies", "correlationId", "17")));
        String second = closed(Map.of("continue", Map.of("execution", first)));

        assertThat(audience.of(request(new ResumeRequest(second, Optional.empty(), false).json())))
                .containsExactly(REPLY);
    }

    @Test
    void ofAnExecutionThatTemporalHasForgottenNobodyWaits() {
        assertThat(audience.of(request(
                        new ResumeRequest("01995c3e-6a36-7d0c-8f2a-0f6f9a1f7d11", Optional.empty(), false).json())))
                .isEmpty();
    }

    private String closed(Map<String, Object> asked) {
        WorkflowStub run = client.newUntypedWorkflowStub(
                "Pipeline",
                WorkflowOptions.newBuilder()
                        .setWorkflowId(RUN)
                        .setTaskQueue("nobody")
                        .build());
        String execution = run.start(asked).getRunId();
        run.terminate("closed");
        return execution;
    }

    private static Request request(String json) {
        return new Request(RUN, json, Instant.EPOCH);
    }
}
