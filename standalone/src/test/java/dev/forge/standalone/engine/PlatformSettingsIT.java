package dev.forge.standalone.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.forge.standalone.engine.EngineSettings.TransferS3;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.harness.ElasticMq;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;

/** An engine that takes from a queue of SQS, and whose platform has a webhook. */
@Timeout(300)
class PlatformSettingsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void aMessageIsARunWhoseEndIsToldToTheQueueOfResponsesAndToThePlatformsWebhook() throws Exception {
        Home home = new Home(folder.resolve("home"));
        Files.createDirectories(home.root().resolve("secrets/hook"));
        Files.writeString(home.root().resolve("secrets/hook/signing"), "hush");
        HttpServer receiver = receiver();
        try (ElasticMq elastic = ElasticMq.start()) {
            SqsQueue requests = elastic.queue("requests");
            SqsQueue responses = elastic.queue("responses");
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.put("FORGE_SQS_REQUESTS_QUEUE", requests.url());
            environment.put("FORGE_SQS_RESPONSES_QUEUE", responses.url());
            environment.put(
                    "FORGE_SQS_ENDPOINT",
                    elastic.settings().endpoint().orElseThrow().toString());
            environment.put(
                    "FORGE_NOTIFY",
                    "[{\"webhook\": \"http://127.0.0.1:" + receiver.getAddress().getPort()
                            + "/hook\", \"secret\": {\"secret\": \"hook\", \"key\": \"signing\"}}]");
            try (Engine engine = engine(home, environment)) {
                CompletableFuture<Void> idle = CompletableFuture.runAsync(() -> awaitEnd(engine));
                assertThat(engine.state().queues()).contains(requests.url());
                elastic.send(
                        requests,
                        "{\"jobName\": \"queued\", \"image\": \"a:1\", \"command\": [\"true\"]}",
                        Map.of("forge-id", "one", "correlation-id", "17"));

                List<Message> replies =
                        await().atMost(PATIENCE).until(() -> elastic.drain(responses), messages -> !messages.isEmpty());
                await().atMost(PATIENCE).until(() -> !told.isEmpty());

                assertThatJson(replies.getFirst().body()).node("state").isEqualTo("SUCCEEDED");
                assertThatJson(replies.getFirst().body()).node("correlationId").isEqualTo("\"17\"");
                assertThatJson(told.getFirst()).node("job").isEqualTo("queued");
                assertThat(idle)
                        .as("the wait for the end of an engine that is idle, and takes from a queue")
                        .isNotDone();
            }
        } finally {
            receiver.stop(0);
        }
    }

    private Engine engine(Home home, Map<String, String> environment) throws InterruptedException {
        return Engine.start(new EngineSettings(
                home,
                folder,
                TemporalProgram.found(),
                TransferS3.EMBEDDED,
                PreferredPorts.ANY,
                Optional.empty(),
                Optional.of(Duration.ofMillis(1)),
                environment));
    }

    private static void awaitEnd(Engine engine) {
        try {
            engine.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpServer receiver() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::take);
        server.start();
        return server;
    }

    private void take(HttpExchange exchange) throws IOException {
        told.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }
}
