package dev.forge.standalone.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.Sighting;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.harness.RabbitServer;
import dev.forge.starter.harness.TemporalServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A starter in a process of its own that is killed again and again while it starts runs, among real servers. */
@Timeout(300)
class KilledStarterIT {
    private static final int RUNS = 200;

    /** How many runs Temporal has, at least, when the starter is killed: up to so many more. */
    private static final List<Integer> KILLED_AT = List.of(1, 60, 120);

    private static final int UP_TO_MORE = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Temporal answers ten questions for numbers a second. */
    private static final Duration LOOK = Duration.ofMillis(100);

    @TempDir
    private static Path folder;

    private static AroundStarter around;
    private static S3Credentials key;
    private static EmbeddedS3 store;
    private static S3Client s3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random();
    private final int port = TemporalServer.freePort();
    private Optional<Process> starter = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        Home home = new Home(folder.resolve("home")).created();
        around = AroundStarter.start(home);
        key = S3Credentials.of(home);
        store = EmbeddedS3.start(home.s3(), key, TemporalServer.freePort());
        s3 = S3Client.builder()
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKey(), key.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @AfterAll
    static void stop() throws Exception {
        s3.close();
        store.close();
        around.close();
    }

    @AfterEach
    void end() {
        kill();
        http.close();
    }

    @Test
    void eachObjectOfAWatchHasOneRunHoweverOftenTheStarterIsKilledBeforeItNotesThat() throws Exception {
        begin(Map.of());
        s3.createBucket(request -> request.bucket("watched"));
        for (int i = 0; i < RUNS; i++) {
            String object = "in/" + i;
            s3.putObject(request -> request.bucket("watched").key(object), RequestBody.fromString(object));
        }
        put("/pipelines/kept", "{name: kept, modules: [{name: nothing, image: 'nothing:1'}]}");
        put("/watches/killed", "{bucket: watched, prefix: in/, pipeline: kept, interval: 1s, existing: process}");
        long unnoted = 0;
        for (int least : KILLED_AT) {
            int enough = least + random.nextInt(UP_TO_MORE);
            await().atMost(PATIENCE).pollInterval(LOOK).until(() -> around.count("killed-") >= enough);
            kill();
            unnoted += around.count("killed-")
                    - around.archive().sightings().counts("killed").started();
            begin(Map.of());
        }

        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .until(() -> around.archive().sightings().counts("killed").started() == RUNS);

        assertThat(unnoted)
                .as("runs that had been started and not been noted when the starter was killed")
                .isPositive();
        Set<String> noted = new HashSet<>();
        around.archive()
                .sightings()
                .list("killed", Optional.of(Sighting.State.STARTED), Optional.empty(), RUNS + 1)
                .items()
                .forEach(sighting -> noted.add(sighting.runId()));
        assertThat(noted).hasSize(RUNS);
        await().atMost(PATIENCE)
                .pollInterval(LOOK)
                .untilAsserted(
                        () -> assertThat(around.executions("killed-")).containsExactlyInAnyOrderElementsOf(noted));
    }

    @Test
    @EnabledIf(
            value = "dev.forge.starter.harness.RabbitServer#isInstalled",
            disabledReason = "rabbitmq-server is not installed: what needs it is left out")
    void eachMessageHasOneRunAndOneReplyHoweverOftenTheStarterIsKilledMeanwhile() throws Exception {
        try (RabbitServer broker = RabbitServer.start();
                Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            Map<String, String> queues =
                    Map.of("FORGE_RABBITMQ_URI", broker.uri().toString());
            begin(queues);
            await().atMost(PATIENCE).until(() -> get("/intake").contains("\"connected\":true"));
            send(channel);
            for (int least : KILLED_AT) {
                int enough = least + random.nextInt(UP_TO_MORE);
                await().atMost(PATIENCE).pollInterval(LOOK).until(() -> around.count("job.killed-") >= enough);
                kill();
                begin(queues);
            }

            // What a starter was about to send when it died is sent again after a minute.
            Replies replies = new Replies();
            await().atMost(PATIENCE).until(() -> {
                replies.take(channel);
                return replies.requests() == RUNS;
            });
            await().atMost(PATIENCE).pollInterval(LOOK).until(() -> around.open() == 0);
            replies.take(channel);

            assertThat(replies.all()).allSatisfy(those -> assertThat(those).hasSize(1));
            assertThat(around.executions("job.killed-")).containsExactlyInAnyOrderElementsOf(replies.runs());
            assertThat(channel.messageCount(RabbitSettings.at(broker.uri()).dead()))
                    .isZero();
        }
    }

    private static void send(Channel channel) throws Exception {
        channel.confirmSelect();
        for (int i = 0; i < RUNS; i++) {
            channel.basicPublish(
                    "",
                    RabbitSettings.DEFAULT_REQUESTS,
                    new BasicProperties.Builder()
                            .messageId("message-" + i)
                            .deliveryMode(2)
                            .build(),
                    "{\"jobName\": \"killed\", \"image\": \"nothing:1\"}".getBytes(UTF_8));
        }
        channel.waitForConfirmsOrDie(PATIENCE.toMillis());
    }

    /** As its image begins it, and returns once it is ready. */
    private void begin(Map<String, String> more) throws IOException {
        ArchiveSettings records = around.archiveSettings();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        Path.of("target", "lib") + "/*",
                        "dev.forge.starter.StarterMain"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("starter.log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "MICRONAUT_SERVER_PORT", Integer.toString(port),
                        "FORGE_TEMPORAL_ADDRESS", around.temporalAddress(),
                        "FORGE_ARCHIVE_URL", records.url(),
                        "FORGE_ARCHIVE_USER", records.user(),
                        "FORGE_ARCHIVE_PASSWORD", records.password(),
                        "FORGE_WATCHES_ENDPOINT", store.endpoint().toString(),
                        "FORGE_WATCHES_REGION", EmbeddedS3.REGION,
                        "AWS_ACCESS_KEY_ID", key.accessKey(),
                        "AWS_SECRET_ACCESS_KEY", key.secretKey()));
        builder.environment().putAll(more);
        starter = Optional.of(builder.start());
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> send(request("/health/readiness")).statusCode() == 200);
    }

    private void kill() {
        starter.ifPresent(process -> process.destroyForcibly().onExit().join());
        starter = Optional.empty();
    }

    private void put(String path, String yaml) throws Exception {
        HttpResponse<String> answer =
                send(request(path).header("Content-Type", "application/yaml").PUT(BodyPublishers.ofString(yaml)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private String get(String path) throws Exception {
        return send(request(path)).body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
