package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.forge.archive.records.Archive;
import dev.forge.starter.harness.Certificates;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.RabbitServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
class RabbitTlsIT {
    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Certificates others;
    private static RabbitServer broker;

    @BeforeAll
    static void start() throws Exception {
        certificates = Certificates.in(Files.createDirectory(folder.resolve("ours")));
        others = Certificates.in(Files.createDirectory(folder.resolve("others")));
        broker = RabbitServer.start(certificates);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void requestsAreTakenOverTlsByAnAuthorityOfOnesOwn() throws Exception {
        try (Installation forge = forge(certificates.authority(), "trusted")) {
            await().untilAsserted(() ->
                    assertThatJson(intake(forge)).node("connected").isEqualTo(true));
            try (Connection connection = broker.connect();
                    Channel channel = connection.createChannel()) {
                channel.basicPublish(
                        "",
                        "trusted",
                        new BasicProperties.Builder().messageId("a").build(),
                        "{\"jobName\": \"over-tls\", \"image\": \"a:1\"}".getBytes(StandardCharsets.UTF_8));
            }
            await().untilAsserted(
                            () -> assertThatJson(intake(forge)).node("started").isEqualTo(1));
        }
    }

    @Test
    void aBrokerWhoseCertificateAnotherHasSignedIsNotTrustedAndReadinessSaysSo() {
        try (Installation forge = forge(others.authority(), "distrusted")) {
            await().untilAsserted(() -> assertThat(
                            forge.http().get("/health/readiness").body())
                    .contains("is not trusted", "forge.rabbitmq.ca-file is to hold the authority")
                    .doesNotContain("guest"));
            assertThat(forge.http().get("/health/readiness").statusCode()).isEqualTo(200);
            assertThatJson(intake(forge)).node("connected").isEqualTo(false);
        }
    }

    private static Installation forge(Path authority, String queue) {
        RabbitSettings settings = new RabbitSettings(
                broker.secureUri(),
                Optional.empty(),
                queue,
                queue + ".responses",
                List.of(),
                10,
                Optional.of(authority));
        return Installation.attended(
                "rabbit-" + queue, Archive.absent(), StarterSettings.anyPort().withRabbit(settings));
    }

    private static String intake(Installation forge) {
        String body = forge.http().get("/intake").body();
        return body.substring(body.indexOf('[') + 1, body.lastIndexOf(']'));
    }
}
