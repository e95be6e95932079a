package dev.forge.starter.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.notification.SecretReference;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.RunEnd;
import dev.forge.starter.NotificationSettings;
import dev.forge.starter.guard.HostRules;
import dev.forge.starter.harness.RunEnds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The courier against a real receiver. */
class WebhookCourierTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    /** What a receiver was sent. */
    private record Received(String method, String id, String event, String type, String signature, String body) {}

    @TempDir
    private Path secrets;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private volatile Optional<String> retryAfter = Optional.empty();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        Files.createDirectories(secrets.resolve("hook"));
        Files.writeString(secrets.resolve("hook/signing"), "hush\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aMessageIsPostedWithItsIdAndSigned() throws Exception {
        send(HostRules.OF_A_LAPTOP);

        byte[] message = Messages.json(notification());
        assertThat(received)
                .containsExactly(new Received(
                        "POST",
                        "run-1",
                        "run-ended",
                        "application/json",
                        Signature.of(message, "hush".getBytes(UTF_8), NOW),
                        new String(message, UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 408, 425, 429})
    void whatSpeaksOfTheMomentIsTriedAgain(int answer) {
        status = answer;
        retryAfter = Optional.of("120");

        assertThatThrownBy(() -> send(HostRules.OF_A_LAPTOP))
                .isInstanceOfSatisfying(
                        Undelivered.class,
                        failure -> assertThat(failure.after()).contains(Duration.ofMinutes(2)))
                .hasMessageContaining(Integer.toString(answer));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 301, 307})
    void whatSpeaksOfTheMessageEndsIt(int answer) {
        status = answer;

        assertThatThrownBy(() -> send(HostRules.OF_A_LAPTOP))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining(Integer.toString(answer));
        assertThat(received).hasSize(1);
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgain() {
        server.stop(0);

        assertThatThrownBy(() -> send(HostRules.OF_A_LAPTOP))
                .isInstanceOf(Undelivered.class)
                .hasMessageContaining("cannot be reached: connection refused");
    }

    @Test
    void aHostThatThePlatformDoesNotNameIsNotCalled() {
        assertThatThrownBy(() -> send(HostRules.ANY))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContainingAll("127.0.0.1", "FORGE_NOTIFY_HOSTS");
        assertThat(received).isEmpty();
    }

    @Test
    void withoutItsSecretItIsTriedAgainAndNothingIsSent() throws Exception {
        Files.delete(secrets.resolve("hook/signing"));

        assertThatThrownBy(() -> send(HostRules.OF_A_LAPTOP))
                .isInstanceOf(Undelivered.class)
                .hasMessageContaining("hook/signing");
        assertThat(received).isEmpty();
    }

    @Test
    void aRetryAfterMayBeADate() {
        assertThat(RetryAfter.parse("Tue, 14 Nov 2023 22:14:20 GMT", NOW)).contains(Duration.ofMinutes(1));
        assertThat(RetryAfter.parse("Tue, 14 Nov 2023 22:12:20 GMT", NOW)).isEmpty();
        assertThat(RetryAfter.parse("soon", NOW)).isEmpty();
        assertThat(RetryAfter.parse("0", NOW)).isEmpty();
    }

    private void send(HostRules hosts) throws Undelivered, Undeliverable {
        Notification notification = notification();
        new WebhookCourier(new NotificationSettings(Optional.of(secrets), hosts), Clock.fixed(NOW, ZoneOffset.UTC))
                .deliver(notification, Messages.json(notification));
    }

    private Notification notification() {
        return new Notification(
                "run-1",
                new Webhook(
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?x=1",
                        new SecretReference("hook", "signing")),
                RunEnds.succeededJob("job.weather 1", "0199", "weather", NOW, "small"));
    }

    @Test
    void theMessageOfAJobIsItsJson() {
        assertThat(new String(Messages.json(notification()), UTF_8))
                .isEqualTo("{\"id\":\"run-1\",\"run\":\"job.weather 1\",\"temporalRunId\":\"0199\",\"job\":\"weather\","
                        + "\"state\":\"SUCCEEDED\",\"exitCode\":0,\"startedAt\":\"2023-11-14T22:13:20Z\","
                        + "\"endedAt\":\"2023-11-14T22:13:20Z\","
                        + "\"log\":{\"path\":\"/runs/job.weather%201/steps/weather/logs\"},"
                        + "\"output\":{\"bucket\":\"small\"}}");
    }

    @Test
    void theMessageOfARunThatIsForAnObjectNamesIt() {
        RunEnd end = RunEnds.succeeded(
                "weather-1", "0199", "weather", NOW, new WatchedObject("weather", "in/oslo.csv", "0cc1", 2048));

        byte[] message = Messages.json(new Notification("run-1", notification().target(), end));

        assertThatJson(new String(message, UTF_8))
                .node("watch")
                .isEqualTo("{bucket: 'weather', key: 'in/oslo.csv', etag: '0cc1', size: 2048}");
    }

    private void take(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestMethod(),
                header(exchange, "Forge-Delivery"),
                header(exchange, "Forge-Event"),
                header(exchange, "Content-Type"),
                header(exchange, "Forge-Signature"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        exchange.getResponseHeaders()
                .set("Location", "http://127.0.0.1:" + server.getAddress().getPort() + "/other");
        retryAfter.ifPresent(text -> exchange.getResponseHeaders().set("Retry-After", text));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }
}
