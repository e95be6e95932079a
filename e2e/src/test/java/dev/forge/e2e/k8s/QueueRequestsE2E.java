package dev.forge.e2e.k8s;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.harness.RabbitServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** What comes through RabbitMQ, from the message to the Job and back to a message. */
@Timeout(600)
@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
class QueueRequestsE2E {
    /** What docs/rabbitmq.md says of the Jobs of such requests. */
    private static final int KEPT_SECONDS = 30;

    private final RabbitServer broker = RabbitServer.start();
    private final Installation forge = Installation.in(
            Space.named("queue"), StarterSettings.anyPort().withRabbit(RabbitSettings.at(broker.uri())));
    private final Connection connection = broker.connect();
    private final Channel channel = connection.createChannel();

    QueueRequestsE2E() throws Exception {}

    @AfterEach
    void clear() throws IOException {
        forge.close();
        connection.close();
        broker.close();
    }

    @Test
    void aRequestEndsAsAJobAndAResponse() throws Exception {
        forge.with("FORGE_TRANSFER_ENV_AWS_ENDPOINT_URL_S3", "http://store.example.com:9123")
                .startWorker();
        send("""
                {"jobName": "greet", "image": "busybox:1.36", "timeOut": 2, "inputBucket": "%s",
                 "command": ["sh", "-c",
                             "echo $INPUT_BUCKET and $OUTPUT_BUCKET at $MINIO_SERVICE_HOST:$MINIO_SERVICE_PORT"]}
                """.formatted(ObjectStore.BUCKET));

        String response = response();

        assertThatJson(response).node("state").isEqualTo("SUCCEEDED");
        assertThatJson(response).node("exitCode").isEqualTo(0);
        assertThatJson(response).node("correlationId").isEqualTo("order-17");
        String run = HistoryFormat.mapper().readTree(response).path("run").asText();
        assertThat(forge.awaitSuccess(run).steps()).hasSize(1);
        assertThat(forge.objects().get("greet/" + run + ".log"))
                .asString()
                .isEqualTo("%1$s and %1$s at store.example.com:9123\n".formatted(ObjectStore.BUCKET));
        await().atMost(Installation.PATIENCE)
                .untilAsserted(() -> assertThat(forge.jobs(run))
                        .isNotEmpty()
                        .allSatisfy(job -> assertThat(job.getSpec().getTtlSecondsAfterFinished())
                                .isEqualTo(KEPT_SECONDS)));
    }

    @Test
    void whatCannotBeTakenAndWhatFailsIsToldAsWell() throws Exception {
        forge.with("FORGE_WAIT_IMAGE_FAULT", "5s").startWorker();
        send("{\"jobName\": \"nothing\", \"image\": \"no such image\"}");
        String refused = response();
        send(
                "{\"jobName\": \"exits\", \"image\": \"busybox:1.36\", \"command\": [\"sh\", \"-c\", \"exit 3\"], \"maxRetries\": 0}");
        String failed = response();
        send("{\"jobName\": \"unknown\", \"image\": \"registry.invalid/unknown:1\", \"maxRetries\": 0}");
        String unknown = response();

        assertThatJson(refused).node("state").isEqualTo("REFUSED");
        assertThatJson(refused).node("code").isEqualTo("job_invalid");
        assertThatJson(failed).node("state").isEqualTo("FAILED");
        assertThatJson(failed).node("category").isEqualTo("MODULE_EXIT");
        assertThatJson(failed).node("exitCode").isEqualTo(3);
        assertThatJson(unknown).node("state").isEqualTo("FAILED");
        assertThatJson(unknown).node("category").isEqualTo("IMAGE");
        assertThatJson(unknown).node("exitCode").isAbsent();
    }

    private void send(String body) throws IOException {
        channel.queueDeclare("replies", true, false, false, null);
        channel.basicPublish(
                "",
                RabbitSettings.DEFAULT_REQUESTS,
                new BasicProperties.Builder()
                        .messageId(UUID.randomUUID().toString())
                        .correlationId("order-17")
                        .replyTo("replies")
                        .deliveryMode(2)
                        .build(),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private String response() {
        GetResponse got = await().atMost(Installation.PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> channel.basicGet("replies", true), message -> message != null);
        return new String(got.getBody(), StandardCharsets.UTF_8);
    }
}
