package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulesIT {
    private static final String RUN = "{\"name\": \"weather\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\"}]}";
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.unattended("schedules");
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void aScheduleIsMadeOnceAndShownWithItsNextTenTimes() {
        String body = body("once", "\"cron\": \"0 6 * * mon-fri\", \"timeZone\": \"Europe/Berlin\"");

        HttpResponse<String> made = send("POST", "/schedules", body);

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/schedules/once");
        assertThatJson(made.body()).node("cron").isEqualTo("[\"0 6 * * 1-5\"]");
        assertThatJson(made.body()).node("catchupWindow").isEqualTo("\"1h\"");
        assertThatJson(made.body()).node("next").isArray().hasSize(10);
        assertThatJson(made.body()).node("run").isEqualTo(RUN);
        assertThat(send("POST", "/schedules", body).statusCode()).isEqualTo(201);
        HttpResponse<String> other = send("POST", "/schedules", body("once", "\"cron\": \"0 7 * * *\""));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThatJson(other.body()).node("code").isEqualTo("schedule_exists");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(http.get("/schedules").body()).contains("\"once\""));
    }

    @Test
    void aScheduleIsReplacedChangedPausedAndDeleted() {
        assertThat(send("PUT", "/schedules/life", body("life", "\"every\": \"1h/5m\""))
                        .statusCode())
                .isEqualTo(201);
        assertThat(send("PUT", "/schedules/life", body("life", "\"every\": \"2h\""))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> changed = send("PATCH", "/schedules/life", "{\"jitter\": \"30s\"}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThatJson(changed.body()).node("every").isEqualTo("[\"2h\"]");
        assertThatJson(changed.body()).node("jitter").isEqualTo("\"30s\"");
        assertThatJson(changed.body()).node("run").isEqualTo(RUN);
        HttpResponse<String> paused = send("POST", "/schedules/life/pause", "{\"note\": \"flood\"}");
        assertThatJson(paused.body()).node("paused").isEqualTo(true);
        assertThatJson(paused.body()).node("note").isEqualTo("\"flood\"");
        assertThatJson(send("POST", "/schedules/life/unpause", "").body())
                .node("paused")
                .isEqualTo(false);
        assertThat(send("DELETE", "/schedules/life", "").statusCode()).isEqualTo(204);
        HttpResponse<String> gone = http.get("/schedules/life");
        assertThat(gone.statusCode()).isEqualTo(404);
        assertThatJson(gone.body()).node("code").isEqualTo("schedule_not_found");
    }

    @Test
    void aTriggeredRunIsAmongTheRecentOnesWithItsState() {
        send("POST", "/schedules", body("now", "\"cron\": \"0 0 1 1 *\", \"paused\": true"));

        assertThat(send("POST", "/schedules/now/trigger", "").statusCode()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatJson(http.get("/schedules/now").body())
                        .node("recent[0].state")
                        .isEqualTo("\"QUEUED\""));
    }

    @Test
    void aBackfillStartsARunForEachTimeOfItsRangeBothEndsIncluded() {
        send("POST", "/schedules", body("back", "\"cron\": \"0 6 * * *\", \"paused\": true"));

        HttpResponse<String> answer = send(
                "POST",
                "/schedules/back/backfill",
                "{\"from\": \"2026-01-01T06:00:00Z\", \"to\": \"2026-01-03T06:00:00Z\", \"overlap\": \"allowAll\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThatJson(answer.body())
                .node("times")
                .isEqualTo("[\"2026-01-01T06:00:00Z\", \"2026-01-02T06:00:00Z\", \"2026-01-03T06:00:00Z\"]");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(http.get("/schedules/back").body())
                        .contains(
                                "back-2026-01-01T06:00:00Z", "back-2026-01-02T06:00:00Z", "back-2026-01-03T06:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'cron': '61 6 * * *' | /cron | 0 to 59",
                "'cron': '0 0 6 * * *' | /cron | leave the seconds out",
                "'cron': ['0 6 * * *', '0 6 * *'] | /cron/1 | write five",
                "'cron': '0 6 * * *', 'timeZone': 'Europe/Berln' | /timeZone | Europe/Berlin",
                "'every': '15' | /every | 15m",
                "'every': '15m', 'jitter': 30 | /jitter | 30s",
                "'every': '15m', 'overlap': 'bufferone' | /overlap | bufferOne",
                "'every': '1h', 'startAt': '2026-01-02T00:00:00Z', 'endAt': '2026-01-01T00:00:00Z' | /endAt | later",
                "'every': '1h', 'timezon': 'UTC' | /timezon | did you mean timeZone?",
                "'note': 'never' | '' | add cron"
            })
    void aMistakeIsToldByItsFieldWithWhatToDo(String fields, String pointer, String advice) {
        HttpResponse<String> answer = send("POST", "/schedules", body("wrong", fields.replace('\'', '"')));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThatJson(answer.body()).node("code").isEqualTo("schedule_invalid");
        assertThatJson(answer.body()).node("errors[0].pointer").isEqualTo("\"" + pointer + "\"");
        assertThatJson(answer.body()).node("errors[0].fix").asString().contains(advice);
    }

    @Test
    void mistakesOfTheRunAreToldAtTheirPlaceWithTheOthers() {
        HttpResponse<String> answer = send(
                "POST",
                "/schedules",
                "{\"id\": \"wrong\", \"cron\": \"x\",\n \"run\": {\"name\": \"a\", \"modules\": []}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/cron", "/run/modules", "\"line\":2");
    }

    @Test
    void aRunOfARequestIsListedUnderItsPipeline() {
        send("POST", "/schedules", """
                {"id": "asked", "cron": "0 0 1 1 *", "paused": true,
                 "run": {"pipeline": "imaging", "labels": {"team": "climate"}}}""");

        assertThat(send("POST", "/schedules/asked/trigger", "").statusCode()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatJson(
                                http.get("/runs?pipeline=imaging&status=QUEUED").body())
                        .node("runs")
                        .isArray()
                        .hasSize(1));
    }

    private static String body(String id, String fields) {
        return "{\"id\": \"" + id + "\", " + fields + ", \"run\": " + RUN + "}";
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        return http.send(http.request(path)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
