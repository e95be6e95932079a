package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Watches of buckets on an engine with its real S3, Temporal and PostgreSQL. */
@Timeout(300)
class WatchIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static Engine engine;
    private static S3Client s3;

    @BeforeAll
    static void start() throws Exception {
        engine = engine();
        S3Credentials key = S3Credentials.of(home());
        s3 = S3Client.builder()
                .endpointOverride(engine.state().s3())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKey(), key.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        s3.createBucket(request -> request.bucket("weather"));
        put("/pipelines/hold", "{name: hold, modules: [{name: a, image: 'a:1', command: [\"true\"]}]}", 201);
    }

    private static Engine engine() throws Exception {
        // Of the repository the transfer program is the source.
        return Engine.start(
                TestEngines.settings(home(), Path.of("..").toAbsolutePath().normalize()));
    }

    @AfterAll
    static void stop() {
        s3.close();
        engine.close();
    }

    @Test
    void eachNewOrChangedObjectStartsOneRunThatKnowsIt() throws Exception {
        watch("life", "prefix: life/, pattern: '*.csv'", 201);
        object("life/a b.csv", "1");
        object("life/b.csv", "1");
        object("life/c.txt", "1");
        await().until(() -> count("life", "started") == 2);
        object("life/a b.csv", "12");
        await().until(() -> count("life", "started") == 3);

        Set<String> runs = new TreeSet<>();
        for (JsonNode object : get("/watches/life/objects").path("objects")) {
            String run = object.path("runId").asText();
            runs.add(run);
            assertThat(get("/runs/" + run).path("pipeline").asText()).isEqualTo("hold");
        }
        assertThat(runs).hasSize(3);
        assertThat(get("/watches/life").path("lastPoll").path("listed").asInt()).isEqualTo(3);
    }

    @Test
    void aPausedWatchStartsNothingUntilItIsResumedAndADeletedOneNothingMore() throws Exception {
        watch("steered", "prefix: steered/", 201);
        post("/watches/steered/pause");
        object("steered/a", "1");
        assertThat(post("/watches/steered/test").path("objects")).hasSize(1);
        assertThat(get("/watches/steered").path("state").asText()).isEqualTo("PAUSED");
        assertThat(count("steered", "started")).isZero();

        post("/watches/steered/resume");
        await().until(() -> count("steered", "started") == 1);

        send("DELETE", "/watches/steered", "", 204);
        object("steered/b", "1");
        watch("steered", "prefix: steered/", 201);
        await().until(() -> count("steered", "started") == 2);
    }

    @Test
    void aBucketThatIsNotThereIsToldWithItsRemedyAndWatchedOnceItIsMade() throws Exception {
        put("/watches/missing", "{bucket: missing-bucket, pipeline: hold, interval: 1s, existing: process}", 201);
        await().until(() -> get("/watches/missing").path("state").asText().equals("FAILING"));
        JsonNode failure = get("/watches/missing").path("failure");
        assertThat(failure.path("reason").asText()).contains("missing-bucket is not there");
        assertThat(failure.path("remedy").asText()).contains("make it");

        s3.createBucket(request -> request.bucket("missing-bucket"));
        s3.putObject(request -> request.bucket("missing-bucket").key("x"), RequestBody.fromString("x"));
        await().until(() -> count("missing", "started") == 1);
        assertThat(get("/watches/missing").path("state").asText()).isEqualTo("ACTIVE");
        send("DELETE", "/watches/missing", "", 204);
    }

    @Test
    void aVersionThatIsReplacedBeforeItsRunReadsItFailsAndTheNewerOneHasARunOfItsOwn() throws Exception {
        Path busy = oneAtATime("turns");
        inParts("turns/first", "1");
        awaitStatus("RUNNING", firstRun("turns", "first"));
        object("turns/second", "older");
        await().until(() -> runsOf("turns", "second").size() == 1);
        object("turns/second", "newer");
        await().until(() -> runsOf("turns", "second").size() == 2);
        String newer = runsOf("turns", "second").getFirst();
        String older = runsOf("turns", "second").getLast();
        assertThat(status(older)).isEqualTo("QUEUED");

        Files.delete(busy);

        awaitStatus("SUCCEEDED", newer);
        assertThat(status(firstRun("turns", "first"))).isEqualTo("SUCCEEDED");
        assertThat(status(older)).isEqualTo("FAILED");
        JsonNode failure = get("/runs/" + older).path("failure");
        assertThat(failure.path("failure").path("category").asText()).isEqualTo("SOURCE_MISSING");
        assertThat(failure.path("sentence").asText())
                .contains("s3://weather/turns/second is not the version", "was replaced by");
    }

    @Test
    void anObjectThatIsDeletedBeforeItsRunReadsItFailsThatRunAloneAndTheWatchGoesOn() throws Exception {
        Path busy = oneAtATime("vanishing");
        object("vanishing/first", "1");
        awaitStatus("RUNNING", firstRun("vanishing", "first"));
        object("vanishing/gone", "1");
        String gone = firstRun("vanishing", "gone");
        awaitStatus("QUEUED", gone);
        s3.deleteObject(request -> request.bucket("weather").key("vanishing/gone"));

        Files.delete(busy);

        awaitStatus("FAILED", gone);
        JsonNode failure = get("/runs/" + gone).path("failure");
        assertThat(failure.path("failure").path("category").asText()).isEqualTo("SOURCE_MISSING");
        assertThat(failure.path("sentence").asText()).contains("There is no object s3://weather/vanishing/gone");
        object("vanishing/later", "1");
        awaitStatus("SUCCEEDED", firstRun("vanishing", "later"));
        assertThat(status(firstRun("vanishing", "first"))).isEqualTo("SUCCEEDED");
        assertThat(get("/watches/vanishing").path("state").asText()).isEqualTo("ACTIVE");
    }

    /**
     * A watch of objects below its name, whose runs take turns.
     *
     * @return while this file is there, the run whose turn it is goes on
     */
    private static Path oneAtATime(String name) throws Exception {
        Path busy = Files.createFile(folder.resolve("busy-" + name));
        put("/pipelines/" + name, """
                name: %s
                modules: [{name: a, image: "a:1", command: [sh, -c, "while [ -e $BUSY ]; do sleep 0.1; done"], env: {BUSY: %s}}]
                concurrency: {limit: 1}
                """.formatted(name, busy), 201);
        put(
                "/watches/" + name,
                "{bucket: weather, prefix: %s/, pipeline: %s, interval: 1s, existing: process}".formatted(name, name),
                201);
        return busy;
    }

    /** Its ETag is none of its content's alone. */
    private static void inParts(String key, String content) {
        String upload = s3.createMultipartUpload(
                        request -> request.bucket("weather").key(key))
                .uploadId();
        String etag = s3.uploadPart(
                        request -> request.bucket("weather")
                                .key(key)
                                .uploadId(upload)
                                .partNumber(1),
                        RequestBody.fromString(content))
                .eTag();
        CompletedPart part = CompletedPart.builder().partNumber(1).eTag(etag).build();
        s3.completeMultipartUpload(request -> request.bucket("weather")
                .key(key)
                .uploadId(upload)
                .multipartUpload(CompletedMultipartUpload.builder().parts(part).build()));
    }

    /** Once it has been started. */
    private static String firstRun(String watch, String name) {
        return await().until(() -> runsOf(watch, name), runs -> !runs.isEmpty()).getLast();
    }

    /** The runs that the versions of an object have started, the newest first. */
    private static List<String> runsOf(String watch, String name) throws Exception {
        List<String> runs = new ArrayList<>();
        for (JsonNode object : get("/watches/" + watch + "/objects").path("objects")) {
            if (object.path("key").asText().equals(watch + "/" + name)
                    && object.path("state").asText().equals("STARTED")) {
                runs.add(object.path("runId").asText());
            }
        }
        return runs;
    }

    private static void awaitStatus(String status, String run) {
        await().until(() -> status(run).equals(status));
    }

    private static String status(String run) throws Exception {
        return get("/runs/" + run).path("state").asText();
    }

    @Test
    void mistakesAreRefusedWithTheirFields() throws Exception {
        assertThat(put("/watches/wrong", "{bucket: weather, pipeline: nowhere}", 422)
                        .path("errors")
                        .path(0)
                        .path("pointer")
                        .asText())
                .isEqualTo("/pipeline");
        assertThat(put("/watches/wrong", "{bucket: weather, pipeline: hold, sink: s3://weather/out/}", 422)
                        .path("errors")
                        .path(0)
                        .path("message")
                        .asText())
                .contains("below what is watched");
        assertThat(get("/watches/nowhere").path("code").asText()).isEqualTo("watch_not_found");
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE);
    }

    private static void watch(String name, String fields, int status) throws Exception {
        put(
                "/watches/" + name,
                "{bucket: weather, pipeline: hold, interval: 1s, existing: process, " + fields + "}",
                status);
    }

    private static void object(String key, String content) {
        s3.putObject(request -> request.bucket("weather").key(key), RequestBody.fromString(content));
    }

    private static int count(String watch, String what) throws Exception {
        return get("/watches/" + watch).path("objects").path(what).asInt();
    }

    private static JsonNode get(String path) throws Exception {
        return HistoryFormat.mapper()
                .readTree(HTTP.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString())
                        .body());
    }

    private static JsonNode put(String path, String yaml, int status) throws Exception {
        return send("PUT", path, yaml, status);
    }

    private static JsonNode post(String path) throws Exception {
        return send("POST", path, "", 200);
    }

    private static JsonNode send(String method, String path, String body, int status)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/yaml").method(method, BodyPublishers.ofString(body));
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return HistoryFormat.mapper().readTree(answer.body().isEmpty() ? "{}" : answer.body());
    }

    private static URI at(String path) {
        return engine.state().api().resolve(path);
    }

    private static Home home() {
        return new Home(folder.resolve("home"));
    }
}
