package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.Archive;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.notification.SecretReference;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.NotificationWorkflow.Addressee;
import dev.forge.contract.workflow.NotificationWorkflow.Announcement;
import dev.forge.contract.workflow.RunEnd;
import dev.forge.starter.guard.HostRules;
import dev.forge.starter.harness.Announcing;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.RunEnds;
import dev.forge.starter.harness.Steering.Ending;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsIT {
    private static final String TELLING = "telling";

    /** Written by an earlier release: {@link dev.forge.contract.pipeline.NotifyParser} takes no such port any more. */
    private static final String NO_PORT = "http://127.0.0.1:99999/hook";

    @TempDir
    private Path secrets;

    @Test
    void aFaultOfTheCouriersOwnIsShownWithTheTriesAndCounted() throws Exception {
        try (Installation forge = Installation.attended("untold", Archive.absent(), settings())) {
            WorkerFactory workers = WorkerFactory.newInstance(forge.client());
            workers.newWorker(TELLING).registerWorkflowImplementationTypes(Announcing.class);
            workers.start();
            try {
                String run = forge.submit("weather");
                forge.end(run, Ending.SUCCEED);
                announce(forge, run);

                await().untilAsserted(() -> assertThatJson(notifications(forge, run))
                        .node("notifications[0].failure")
                        .isString()
                        .contains("defect in Forge", "incident")
                        .doesNotContain("99999"));
                assertThatJson(notifications(forge, run))
                        .node("notifications[0]")
                        .isObject()
                        .containsEntry("state", "PENDING")
                        .containsKey("tries");
                assertThat(forge.http().get("/prometheus").body())
                        .contains("forge_notifications_total{kind=\"webhook\",outcome=\"undelivered\"}");
            } finally {
                workers.shutdownNow();
            }
        }
    }

    private static String notifications(Installation forge, String run) {
        return forge.http().get("/runs/" + run + "/notifications").body();
    }

    private static void announce(Installation forge, String run) {
        String execution = forge.workflow(run).describe().getExecution().getRunId();
        Webhook receiver = new Webhook(NO_PORT, new SecretReference("hook", "signing"));
        forge.client()
                .newUntypedWorkflowStub(
                        NotificationWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TELLING)
                                .setWorkflowId(NotificationWorkflow.idOf(run, execution))
                                .build())
                .start(new Announcement(ended(run), List.of(new Addressee(execution + "-1", receiver))));
    }

    private static RunEnd ended(String run) {
        return RunEnds.succeeded(run, "0198", "weather", Instant.now(), Optional.empty());
    }

    private StarterSettings settings() throws IOException {
        Files.createDirectories(secrets.resolve("hook"));
        Files.writeString(secrets.resolve("hook/signing"), "hush");
        return StarterSettings.anyPort()
                .withNotifications(new NotificationSettings(Optional.of(secrets), HostRules.OF_A_LAPTOP));
    }
}
