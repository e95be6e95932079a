package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.standalone.engine.EngineSettings.TransferS3;
import dev.forge.starter.NotificationSettings;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.guard.HostRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformSettingsTest {
    private static final String AMAZONS = "https://sqs.eu-west-1.amazonaws.com/123456789012/";
    private static final URI UI = URI.create("http://127.0.0.1:8233");

    @TempDir
    private Path folder;

    @Test
    void withoutAWordAnEngineHasNoQueuesAndCallsTheLaptopItself() {
        PlatformSettings settings = read(Map.of("FORGE_HOME", "/home/me/.forge", "HOME", "/home/me"));

        assertThat(settings.starter(7070, UI))
                .isEqualTo(new StarterSettings("127.0.0.1", 7070, Optional.of(UI))
                        .withNotifications(new NotificationSettings(
                                Optional.of(folder.resolve("secrets")), HostRules.OF_A_LAPTOP)));
        assertThat(settings.webhooks()).isEmpty();
        assertThat(settings.queues()).isEmpty();
        assertThat(settings.takesFromQueues()).isFalse();
    }

    @Test
    void itTakesTheVariablesOfTheImages() {
        PlatformSettings settings = read(Map.of(
                "FORGE_RABBITMQ_URI", "amqp://me:hush@rabbit:5672/prod",
                "FORGE_RABBITMQ_REQUESTS_QUEUE", "mine",
                "FORGE_SQS_REQUESTS_QUEUE", AMAZONS + "requests",
                "FORGE_SQS_BUCKET_EVENTS_QUEUE", AMAZONS + "events",
                "FORGE_NOTIFY_SECRETS", folder.toString(),
                "FORGE_NOTIFY_HOSTS", "example.com",
                "FORGE_IDEMPOTENCY_RETENTION", "45d",
                "FORGE_JOBS_DEFAULT_JOB", "{\"jobName\": \"sweep\", \"image\": \"sweep:1\"}",
                "FORGE_NOTIFY",
                        "[{\"webhook\": \"https://example.com\", \"secret\": {\"secret\": \"a\", \"key\": \"b\"}}]"));

        StarterSettings starter = settings.starter(7070, UI);
        assertThat(settings.queues())
                .contains("mine of amqp://rabbit:5672/prod, " + AMAZONS + "requests, " + AMAZONS + "events");
        assertThat(settings.takesFromQueues()).isTrue();
        assertThat(starter.rabbit().orElseThrow().uri()).hasToString("amqp://me:hush@rabbit:5672/prod");
        assertThat(starter.notifications())
                .isEqualTo(new NotificationSettings(Optional.of(folder), HostRules.parse("example.com")));
        assertThat(starter.idempotency().retention()).hasDays(45);
        assertThat(starter.defaultJob().orElseThrow().name()).isEqualTo("sweep");
        assertThat(settings.webhooks()).extracting(Webhook::url).containsExactly("https://example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "FORGE_RABBITMQ_PREFETCH, many, forge.rabbitmq.prefetch",
        "FORGE_SQS_REQUESTS_QUEUE, requests, forge.sqs.requests-queue",
        "FORGE_NOTIFY_SECRETS, /no/such/folder, forge.notify.secrets",
        "FORGE_NOTIFY, nobody, FORGE_NOTIFY:1:"
    })
    void aVariableThatCannotBeIsNamed(String name, String value, String told) {
        Map<String, String> environment = Map.of("FORGE_RABBITMQ_URI", "amqp://rabbit", name, value);

        assertThatThrownBy(() -> read(environment))
                .isInstanceOf(EngineProblem.class)
                .hasMessageContaining(told);
    }

    private PlatformSettings read(Map<String, String> environment) {
        return PlatformSettings.of(new EngineSettings(
                new Home(folder),
                folder,
                Path.of("temporal"),
                TransferS3.EMBEDDED,
                PreferredPorts.ANY,
                Optional.empty(),
                Optional.empty(),
                environment));
    }
}
