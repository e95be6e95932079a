package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Steering.Ending;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListIT {
    private static Installation forge;
    private static Http http;
    private static String succeeded;
    private static String failed;
    private static String terminated;
    private static String older;
    private static String newer;

    @BeforeAll
    static void start() {
        forge = Installation.attended("list");
        http = forge.http();
        succeeded = forge.submit("weather");
        failed = forge.submit("weather");
        terminated = forge.submit("other");
        older = forge.submit("weather");
        newer = forge.submit("weather");
        forge.end(succeeded, Ending.SUCCEED);
        forge.end(failed, Ending.FAIL);
        forge.workflow(terminated).terminate("gone");
        await().untilAsserted(() -> {
            assertThat(ids("/runs?status=RUNNING")).hasSize(2);
            assertThat(ids("/runs?status=FAILED")).hasSize(2);
            assertThat(ids("/runs?status=SUCCEEDED")).hasSize(1);
        });
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void openRunsComeFirstAndWithinThemTheNewestThenTheLastToEnd() {
        assertThat(ids("/runs")).containsExactly(newer, older, terminated, failed, succeeded);
    }

    @Test
    void aRowTellsWhatItIs() {
        assertThatJson(http.get("/runs?status=SUCCEEDED").body())
                .isEqualTo(("{runs: [{id: '%1$s', key: '${json-unit.any-string}', pipeline: 'weather',"
                                + " state: 'SUCCEEDED', startedAt: '${json-unit.any-string}',"
                                + " endedAt: '${json-unit.any-string}', labels: {}, links: {self: '/runs/%1$s',"
                                + " logs: '/runs/%1$s/steps/{step}/logs', events: '/runs/%1$s/events',"
                                + " cancel: '/runs/%1$s/cancel', pause: '/runs/%1$s/pause', continue: '/runs/%1$s/continue',"
                                + " rerun: '/runs/%1$s/rerun', results: '/results?run=%1$s'}}]}")
                        .formatted(succeeded));
    }

    @Test
    void statusAndPipelineFilterTogether() {
        assertThat(ids("/runs?status=FAILED")).containsExactly(terminated, failed);
        assertThat(ids("/runs?status=failed&pipeline=other")).containsExactly(terminated);
        assertThat(ids("/runs?status=CANCELED")).isEmpty();
        assertThat(ids("/runs?status=QUEUED")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "a\\", "' OR ExecutionStatus='Running", "\\' OR ExecutionStatus='Running"})
    void aPipelineNameIsOnlyAName(String name) {
        assertThat(ids("/runs?pipeline=" + URLEncoder.encode(name, StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void theCursorLeadsThroughAllPagesOnce() {
        List<String> all = new ArrayList<>();
        JsonNode page = json("/runs?limit=2");
        all.addAll(ids(page));
        while (page.has("next")) {
            assertThat(ids(page)).hasSizeLessThanOrEqualTo(2);
            page = json("/runs?limit=2&cursor=" + page.get("next").asText());
            all.addAll(ids(page));
        }

        assertThat(all).containsExactly(newer, older, terminated, failed, succeeded);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        String next = json("/runs?limit=2").get("next").asText();

        assertRefused("/runs?limit=2&pipeline=weather&cursor=" + next, "cursor");
        assertRefused("/runs?cursor=nonsense", "cursor");
        assertRefused("/runs?cursor=" + next.substring(0, next.length() - 8), "cursor");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, from 1 to 200",
        "limit=201, from 1 to 200",
        "limit=many, from 1 to 200",
        "status=DONE, 'QUEUED, RUNNING'",
        "'status=RUNNING,DONE', 'There is no status \"DONE\"'",
        "state=RUNNING, 'use status, pipeline, label,'",
        "label=team, 'such as label=team=climate'",
        "label==climate, 'such as label=team=climate'",
        "label=team=a&label=team=b, 'no run has both'",
        "startedAfter=yesterday, 'such as 2026-11-21T12:00:00Z'",
        "startedBefore=2026-11-21T12:00:00+01:00, '%2B01:00'",
        "startedBefore=9999-12-31T23:59:59Z, 'such as 2026-11-21T12:00:00Z'",
        "startedAfter=2026-11-22T00:00:00Z&startedBefore=2026-11-21T00:00:00Z, exchange them",
        "minDuration=15, 'such as 90s'",
        "minDuration=2m&maxDuration=1m, exchange them",
        "limit=1&limit=2, give it once"
    })
    void aWrongParameterIsRefusedByName(String query, String advice) {
        assertRefused("/runs?" + query, advice);
    }

    private static void assertRefused(String path, String advice) {
        HttpResponse<String> answer = http.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThatJson(answer.body()).node("code").isEqualTo("query_parameter_invalid");
        assertThatJson(answer.body()).node("detail").asString().contains(advice);
    }

    private static List<String> ids(String path) {
        return ids(json(path));
    }

    private static List<String> ids(JsonNode page) {
        return page.get("runs").findValuesAsText("id");
    }

    private static JsonNode json(String path) {
        try {
            return HistoryFormat.mapper().readTree(http.get(path).body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
