package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.Archive;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ScheduleKeysIT {
    private static final String ALL = "{\"overlap\": \"allowAll\"}";

    private static Archive archive;
    private static Installation archived;
    private static Installation unarchived;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        archived = Installation.unattended("schedule-keys", archive);
        unarchived = Installation.unattended("schedule-keys-in-temporal");
    }

    @AfterAll
    static void stop() {
        unarchived.close();
        archived.close();
        archive.close();
    }

    @Test
    void underOneKeyAScheduleIsTriggeredOnce() {
        triggeredOnce(archived.http());
    }

    @Test
    void soItIsWithoutAnArchive() {
        triggeredOnce(unarchived.http());
    }

    @Test
    void underOneKeyABackfillIsMadeOnce() {
        Http http = archived.http();
        make(http, "filled");
        String range =
                "{\"from\": \"2026-01-01T06:00:00Z\", \"to\": \"2026-01-02T06:00:00Z\", \"overlap\": \"allowAll\"}";

        HttpResponse<String> first = postWithKey(http, "/schedules/filled/backfill", "fill", range);
        HttpResponse<String> again = postWithKey(http, "/schedules/filled/backfill", "fill", range);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThatJson(again.body()).node("times").isArray().hasSize(2);
        HttpResponse<String> other =
                postWithKey(http, "/schedules/filled/backfill", "fill", range.replace("01-02", "01-03"));
        assertThat(other.statusCode()).as(other.body()).isEqualTo(422);
        assertThatJson(other.body()).node("code").isEqualTo("idempotency_key_reused");
    }

    @Test
    void aKeyOfOneScheduleIsNoneOfAnother() {
        Http http = archived.http();
        make(http, "one");
        make(http, "other");
        assertThat(postWithKey(http, "/schedules/one/trigger", "shared", ALL).statusCode())
                .isEqualTo(202);

        HttpResponse<String> answer = postWithKey(http, "/schedules/other/trigger", "shared", ALL);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThatJson(answer.body()).node("code").isEqualTo("idempotency_key_reused");
    }

    private static void triggeredOnce(Http http) {
        make(http, "now");
        IntStream.range(0, 8).parallel().forEach(_ -> trigger(http, "first"));
        // Runs of one second have one id, so Temporal would hide a second run of it.
        nextSecond();
        trigger(http, "first");
        Instant second = nextSecond();

        trigger(http, "second");

        // A schedule does one thing after the other: what the first key had begun once more would be there before.
        await().atMost(Duration.ofSeconds(30))
                .until(() -> recent(http).stream().anyMatch(time -> !time.isBefore(second)));
        assertThat(recent(http)).hasSize(2);
    }

    private static Instant nextSecond() {
        Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        await().until(() -> !Instant.now().isBefore(next));
        return next;
    }

    private static void trigger(Http http, String key) {
        HttpResponse<String> answer = postWithKey(http, "/schedules/now/trigger", key, ALL);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** As a client does: what is answered 503, since Temporal is too busy with the schedule, is sent again. */
    private static HttpResponse<String> postWithKey(Http http, String path, String key, String body) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> http.send(http.request(path)
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", key)
                                .POST(BodyPublishers.ofString(body))),
                        answer -> answer.statusCode() != 503);
    }

    /** When the runs of the schedule were started, by their ids. */
    private static List<Instant> recent(Http http) {
        return Pattern.compile("\"now-([0-9T:-]+Z)\"")
                .matcher(http.get("/schedules/now").body())
                .results()
                .map(id -> Instant.parse(id.group(1)))
                .distinct()
                .toList();
    }

    private static void make(Http http, String id) {
        HttpResponse<String> made = http.post("/schedules", """
                {"id": "%s", "cron": "0 6 * * *", "paused": true,
                 "run": {"name": "weather", "modules": [{"name": "a", "image": "a:1"}]}}""".formatted(id), "application/json");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
}
