package dev.forge.standalone.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.standalone.client.StarterClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that fail, hang, are away and come back, and an engine with its real Temporal. */
@Timeout(300)
class NotificationsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** A message as it was received. */
    private record Message(String delivery, String signature, String body) {}

    @TempDir
    private Path folder;

    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private volatile int status = 204;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private HttpServer receiver;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(home().root().resolve("secrets/hook"));
        Files.writeString(home().root().resolve("secrets/hook/signing"), "hush\n");
        receiver = receiver(0);
        engine = Engine.start(TestEngines.settings(home(), folder));
    }

    @AfterEach
    void stop() {
        hanging.countDown();
        engine.close();
        receiver.stop(0);
    }

    @Test
    void aReceiverThatFailsHangsIsAwayAndComesBackHasTheMessageUnderTheSameId() throws Exception {
        int port = receiver.getAddress().getPort();
        status = 503;

        String id = submit("exit 3", port);

        assertThat(ended(id)).isEqualTo(RunState.FAILED);
        JsonNode pending = awaitNotification(id, one -> one.path("tries").asInt() >= 1 && one.has("failure"));
        assertThat(pending.path("state").asText()).isEqualTo("PENDING");
        assertThat(pending.path("kind").asText()).isEqualTo("webhook");
        assertThat(pending.path("target").asText()).isEqualTo("http://127.0.0.1:" + port + "/hook");
        assertThat(pending.path("failure").asText()).isEqualTo("the receiver answered 503");
        assertThat(pending.toString()).doesNotContain("hush", "token");

        hanging = new CountDownLatch(1);
        awaitNotification(id, one -> one.path("failure").asText().contains("within 10 s"));
        receiver.stop(0);
        hanging.countDown();
        awaitNotification(id, one -> one.path("failure").asText().contains("cannot be reached"));
        status = 200;
        receiver = receiver(port);

        JsonNode delivered =
                awaitNotification(id, one -> one.path("state").asText().equals("DELIVERED"));
        assertThat(delivered.path("tries").asInt()).isGreaterThan(3);
        assertThat(messages)
                .extracting(Message::delivery)
                .containsOnly(delivered.path("id").asText());
        assertThat(messages)
                .extracting(Message::body)
                .containsOnly(messages.getFirst().body());
        Message last = messages.getLast();
        assertThat(last.signature()).isEqualTo(signed(last));
        JsonNode body = HistoryFormat.mapper().readTree(last.body());
        assertThat(body.path("id").asText()).isEqualTo(last.delivery());
        assertThat(body.path("run").asText()).isEqualTo(id);
        assertThat(body.path("pipeline").asText()).isEqualTo("hello");
        assertThat(body.path("state").asText()).isEqualTo("FAILED");
        assertThat(body.path("category").asText()).isEqualTo("MODULE_EXIT");
        assertThat(body.path("exitCode").asInt()).isEqualTo(3);
        assertThat(body.at("/log/path").asText()).isEqualTo("/runs/" + id + "/steps/a/logs");
    }

    @Test
    void aReceiverThatIsGoneIsSaidToBeAndASecretThatComesLaterIsTaken() throws Exception {
        status = 410;
        int port = receiver.getAddress().getPort();

        String gone = submit("true", port);

        assertThat(ended(gone)).isEqualTo(RunState.SUCCEEDED);
        assertThat(awaitNotification(gone, one -> one.path("state").asText().equals("UNDELIVERABLE"))
                        .path("failure")
                        .asText())
                .isEqualTo("the receiver answered 410");
        assertThat(messages).hasSize(1);

        status = 204;
        Path secret = home().root().resolve("secrets/hook/signing");
        Files.delete(secret);
        String unsigned = submit("true", port);
        assertThat(ended(unsigned)).isEqualTo(RunState.SUCCEEDED);
        awaitNotification(unsigned, one -> one.path("failure").asText().contains("hook/signing"));
        Files.writeString(secret, "another");
        awaitNotification(unsigned, one -> one.path("state").asText().equals("DELIVERED"));
    }

    private String submit(String script, int port) throws Exception {
        String pipeline = HistoryFormat.mapper()
                .readTree("{\"name\": \"hello\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\","
                        + " \"command\": [\"sh\", \"-c\", \"" + script + "\"], \"retry\": {\"limit\": 0}}],"
                        + " \"notify\": [{\"webhook\": \"http://127.0.0.1:" + port + "/hook?token=x\","
                        + " \"secret\": {\"secret\": \"hook\", \"key\": \"signing\"}}]}")
                .toString();
        return starter().submit(pipeline, "application/json", Optional.empty());
    }

    private StarterClient starter() {
        return new StarterClient(engine.state().api());
    }

    private RunState ended(String id) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> starter().report(id).state(), RunState::ended);
    }

    private JsonNode awaitNotification(String id, Predicate<JsonNode> wanted) {
        return Awaitility.await().atMost(PATIENCE).until(() -> notification(id), wanted);
    }

    private JsonNode notification(String id) throws Exception {
        HttpRequest call = HttpRequest.newBuilder(engine.state().api().resolve("/runs/" + id + "/notifications"))
                .build();
        return HistoryFormat.mapper()
                .readTree(HTTP.send(call, BodyHandlers.ofString()).body())
                .at("/notifications/0");
    }

    private HttpServer receiver(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::take);
        server.start();
        return server;
    }

    private void take(HttpExchange exchange) throws IOException {
        messages.add(new Message(
                exchange.getRequestHeaders().getFirst("Forge-Delivery"),
                exchange.getRequestHeaders().getFirst("Forge-Signature"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String signed(Message message) throws Exception {
        String time = message.signature().substring(2, message.signature().indexOf(','));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("hush".getBytes(UTF_8), "HmacSHA256"));
        byte[] sum = mac.doFinal((time + "." + message.body()).getBytes(UTF_8));
        return "t=" + time + ",v1=" + HexFormat.of().formatHex(sum);
    }

    private Home home() {
        return new Home(folder.resolve("home"));
    }
}
