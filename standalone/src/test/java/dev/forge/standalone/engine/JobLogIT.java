package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The logs of jobs in the buckets that they name, on an engine with its real S3. */
@Timeout(300)
class JobLogIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static Engine engine;

    @BeforeAll
    static void start() throws Exception {
        // A bucket is a folder.
        Files.createDirectories(home().s3().resolve("small"));
        engine = Engine.start(TestEngines.settings(home(), folder));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void theLogOfAJobIsInItsOutputBucketOnceItIsOver() throws Exception {
        String id = submit("talk", "echo one; echo two >&2", "small");

        assertThat(ended(id).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(ended(id).has("reason")).isFalse();
        assertThat(log("talk", id)).content().contains("one\n", "two\n").hasSize(8);
    }

    @Test
    void theLogOfAJobThatWasTriedAgainHasAllAttemptsInTheirOrder() throws Exception {
        String id =
                submit("again", "if [ -e tried ]; then echo second; else touch tried; echo first; exit 1; fi", "small");

        assertThat(ended(id).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(log("again", id)).hasContent("""
                ==> attempt 1 <==
                first
                ==> attempt 2 <==
                second
                """);
    }

    @Test
    void aLargeLogIsThereWhole() throws Exception {
        String id = submit("large", "yes 0123456789abcdef | head -c 41943040", "small");

        assertThat(ended(id).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(log("large", id)).hasSize(40 * 1024 * 1024);
    }

    @Test
    void aBucketThatTakesNoLogIsToldByTheRunWhichEndsAsItWouldHave() throws Exception {
        String id = submit("lost", "exit 3", "missing");

        JsonNode run = ended(id);

        assertThat(run.path("state").asText()).isEqualTo("FAILED");
        assertThat(run.path("reason").asText()).contains("s3://missing/lost/" + id + ".log", "s3:PutObject");
    }

    private static String submit(String name, String script, String bucket) throws Exception {
        String job = HistoryFormat.mapper()
                .writeValueAsString(Map.of(
                        "jobName",
                        name,
                        "image",
                        "a:1",
                        "command",
                        new String[] {"sh", "-c"},
                        "args",
                        new String[] {"cd \"$FORGE_DATA\"; " + script},
                        "maxRetries",
                        name.equals("again") ? 1 : 0,
                        "outputBucket",
                        bucket));
        String answer = sent(HttpRequest.newBuilder(at("/jobs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(job))
                .build());
        return HistoryFormat.mapper().readTree(answer).path("id").asText();
    }

    private static JsonNode ended(String id) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> HistoryFormat.mapper()
                                .readTree(sent(HttpRequest.newBuilder(at("/jobs/" + id))
                                        .build())),
                        run -> run.has("endedAt"));
    }

    private static String sent(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, BodyHandlers.ofString()).body();
    }

    private static URI at(String path) {
        return engine.state().api().resolve(path);
    }

    private static Path log(String job, String id) {
        return home().s3().resolve("small").resolve(job).resolve(id + ".log");
    }

    private static Home home() {
        return new Home(folder.resolve("home"));
    }
}
