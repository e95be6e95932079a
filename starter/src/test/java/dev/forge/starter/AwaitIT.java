package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Steering.Ending;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwaitIT {
    private static final String YAML = "name: waited\nmodules:\n  - {name: monthly, image: 'monthly:1'}\n";
    private static final String JOB = "{\"jobName\": \"thumbnails\", \"image\": \"thumbnails:1\"}";
    private static final int WAITERS = 200;

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.attended("await").warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        THREADS.close();
    }

    @Test
    void aRunThatEndsInTimeIsAnsweredAsItIsShown() {
        CompletableFuture<HttpResponse<String>> waiting = post("/runs?wait=60s", "ends", YAML);
        String location = location(http.postWithKey("ends", YAML));
        assertThat(waiting).isNotDone();
        forge.end(location.substring("/runs/".length()), Ending.FAIL);

        HttpResponse<String> answer = waiting.join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(location(answer)).isEqualTo(location);
        assertThatJson(answer.body()).isEqualTo(http.get(location).body());
        assertThatJson(answer.body()).node("state").isEqualTo("FAILED");
    }

    @Test
    void aRunThatGoesOnIsAnsweredAsWithoutWaiting() {
        Instant began = Instant.now();

        HttpResponse<String> answer = http.post("/runs?wait=1s", YAML);

        assertThat(Duration.between(began, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThatJson(answer.body()).node("state").isEqualTo("QUEUED");
        assertThat(http.get(location(answer)).statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyWhoseRunHasEndedIsAnsweredAtOnce() {
        forge.end(location(http.postWithKey("ended", YAML)).substring("/runs/".length()), Ending.SUCCEED);

        HttpResponse<String> answer = post("/runs?wait=60s", "ended", YAML).join();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatJson(answer.body()).node("state").isEqualTo("SUCCEEDED");
    }

    @Test
    void aJobIsWaitedForAsARunIs() {
        CompletableFuture<HttpResponse<String>> waiting = post("/jobs?wait=60s", "job", JOB);
        String location = location(http.postWithKey("/jobs", "job", JOB));
        forge.end(location.substring("/jobs/".length()), Ending.SUCCEED);

        assertThat(waiting.join().statusCode()).isEqualTo(200);
        assertThatJson(waiting.join().body()).isEqualTo(http.get(location).body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=61s", "wait=30", "wait=soon", "wait=1s&wait=2s", "awiat=30s"})
    void whatIsNoTimeToWaitIsRefusedAndStartsNothing(String query) {
        HttpResponse<String> answer = http.postWithKey("/runs?" + query, "refused", YAML.replace("waited", "refused"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThatJson(answer.body()).node("code").isEqualTo("query_parameter_invalid");
        // Had the call taken the key, this would be another request under it.
        assertThat(http.postWithKey("refused", YAML).statusCode()).isIn(202, 200);
    }

    @Test
    void manyWhoWaitHoldNoThreadsOfTheMachine() {
        try (Installation unattended = Installation.unattended("await-unattended");
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(THREADS)
                        .build()) {
            unattended.http().post("/runs", YAML);
            int before = ManagementFactory.getThreadMXBean().getThreadCount();
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < WAITERS; i++) {
                // One after the other: to start so many at once is more than a dev server on SQLite takes.
                waiting.add(CompletableFuture.supplyAsync(
                                () -> submission(unattended.http()),
                                CompletableFuture.delayedExecutor(i * 25L, TimeUnit.MILLISECONDS, THREADS))
                        .thenCompose(request -> client.sendAsync(request, BodyHandlers.ofString())));
            }
            List<Integer> counts = new ArrayList<>();
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
                counts.add(ManagementFactory.getThreadMXBean().getThreadCount());
                return waiting.stream().allMatch(CompletableFuture::isDone);
            });

            assertThat(waiting)
                    .allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(202));
            assertThat(counts).allSatisfy(count -> assertThat(count).isLessThan(before + WAITERS / 2));
        }
    }

    private static HttpRequest submission(Http starter) {
        return starter.request("/runs?wait=20s")
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString(YAML))
                .build();
    }

    private static CompletableFuture<HttpResponse<String>> post(String path, String key, String body) {
        return CompletableFuture.supplyAsync(() -> http.postWithKey(path, key, body), THREADS);
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.body()));
    }
}
