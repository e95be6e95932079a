package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.MemoryLogs;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.Steering.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogsIT {
    private static Installation forge;
    private static Http http;
    private static MemoryLogs logs;

    private String id = "";
    private AttemptId first = new AttemptId("none", "none", "none", 1);
    private AttemptId second = first;

    @BeforeAll
    static void start() {
        forge = Installation.attended("logs").warm();
        http = forge.http();
        logs = forge.logs();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @BeforeEach
    void submit() {
        id = forge.submit("weather");
        first = forge.attempt(id, "monthly", 1);
        second = forge.attempt(id, "monthly", 2);
    }

    @Test
    void theBytesAreThoseThatWereWritten() {
        byte[] written = new byte[300_000];
        new Random(7).nextBytes(written);
        logs.write(first, written);
        inItsFirstAttempt();

        HttpResponse<byte[]> answer = http.bytes(path());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.headers().firstValue("Forge-Attempt")).contains("1");
        assertThat(answer.body()).isEqualTo(written);
    }

    @Test
    void theLatestAttemptIsMeantUnlessAnotherIsNamed() {
        logs.write(first, "one\n");
        logs.write(second, "two\n");
        inItsSecondAttempt();

        assertThat(http.get(path()).body()).isEqualTo("two\n");
        assertThat(http.get(path()).headers().firstValue("Forge-Attempt")).contains("2");
        assertThat(http.get(path() + "?attempt=1").body()).isEqualTo("one\n");
        assertThat(http.get(path() + "?attempt=all").body()).isEqualTo("one\ntwo\n");
    }

    @Test
    void theTailIsTheLastLines() {
        logs.write(first, "one\ntwo\n\nfour\nfi");
        inItsFirstAttempt();

        assertThat(http.get(path() + "?tail=2").body()).isEqualTo("four\nfi");
        assertThat(http.get(path() + "?tail=3").body()).isEqualTo("\nfour\nfi");
        assertThat(http.get(path() + "?tail=100").body()).isEqualTo("one\ntwo\n\nfour\nfi");
        assertThat(http.get(path() + "?tail=0").body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3,    one\\n,         bytes 0-3/14",
        "bytes=4-,     two\\nthree\\n, bytes 4-13/14",
        "bytes=-6,     three\\n,       bytes 8-13/14",
        "bytes=13-999, \\n,            bytes 13-13/14"
    })
    void aRangeIsThoseBytesAlone(String range, String bytes, String place) {
        logs.write(first, "one\ntwo\nthree\n");
        inItsFirstAttempt();

        HttpResponse<String> answer = http.send(http.request(path()).header("Range", range));

        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(bytes.replace("\\n", "\n"));
        assertThat(answer.headers().firstValue("Content-Range")).contains(place);
        assertThat(answer.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(answer.headers().firstValue("Forge-Attempt")).contains("1");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    }

    @Test
    void aLongLogComesTheSameInRanges() {
        byte[] written = new byte[300_000];
        new Random(7).nextBytes(written);
        logs.write(first, written);
        inItsFirstAttempt();
        ByteArrayOutputStream read = new ByteArrayOutputStream();

        for (int from = 0; from < written.length; from += 70_001) {
            read.writeBytes(ranged(path(), "bytes=" + from + "-" + (from + 70_000)));
        }

        assertThat(read.toByteArray()).isEqualTo(written);
    }

    @Test
    void aRangeIsOfWhatTheQueryAsksFor() {
        logs.write(first, "one\n");
        logs.write(second, "two\nthree\n");
        inItsSecondAttempt();

        assertThat(ranged(path() + "?attempt=all", "bytes=2-5")).asString().isEqualTo("e\ntw");
        assertThat(ranged(path() + "?attempt=1", "bytes=-3")).asString().isEqualTo("ne\n");
        assertThat(ranged(path() + "?tail=1", "bytes=0-1")).asString().isEqualTo("th");
        HttpResponse<String> answer =
                http.send(http.request(path() + "?attempt=all").header("Range", "bytes=4-"));
        assertThat(answer.headers().firstValue("Forge-Attempt")).contains("2");
    }

    @Test
    void aRangeBeyondTheEndIsToldTheLength() {
        logs.write(first, "one\n");
        inItsFirstAttempt();

        HttpResponse<String> answer = http.send(http.request(path()).header("Range", "bytes=4-"));

        assertRefused(answer, 416, "range_not_satisfiable", "4 bytes");
        assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */4");
    }

    @Test
    void aRangeThatIsNoneIsRefused() {
        logs.write(first, "one\n");
        inItsFirstAttempt();

        assertRefused(http.send(http.request(path()).header("Range", "bytes=4-1")), 400, "range_invalid", "bytes=4-1");
        assertRefused(
                http.send(http.request(path()).header("Range", "bytes=0-1,2-3")), 400, "range_invalid", "one range");
    }

    @Test
    void aRangeIsLeftOutOfAccountWhereHttpHasItSo() {
        logs.write(first, "one\n");
        logs.complete(first);
        ended(StepState.SUCCEEDED);

        for (HttpResponse<String> answer : List.of(
                http.send(http.request(path()).header("Range", "lines=1-2")),
                http.send(http.request(path()).header("Range", "bytes=0-1").header("If-Range", "\"1\"")),
                http.send(http.request(path() + "?follow").header("Range", "bytes=0-1")))) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("one\n");
            assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
        }
    }

    @Test
    void sinceIsFromTheFirstPartOnThatWasStoredThenOrLaterWithTheWholeOfItsFirstLine() {
        Instant now = Instant.now();
        logs.write(first, bytes("one\ntw"), now.minus(Duration.ofHours(2)));
        logs.write(first, bytes("o\nthree\n"), now.minus(Duration.ofMinutes(5)));
        inItsFirstAttempt();

        assertThat(http.get(path() + "?since=10m").body()).isEqualTo("two\nthree\n");
        assertThat(http.get(path() + "?since=" + now.minus(Duration.ofMinutes(10)))
                        .body())
                .isEqualTo("two\nthree\n");
        assertThat(http.get(path() + "?since=1m").body()).isEmpty();
        assertThat(http.get(path() + "?since=3h").body()).isEqualTo("one\ntwo\nthree\n");
        assertThat(http.get(path() + "?since=10m&tail=1").body()).isEqualTo("three\n");
        assertThat(http.get(path() + "?since=10m&tail=9").body()).isEqualTo("two\nthree\n");
    }

    @Test
    void sinceIsOfEveryAttemptThatIsAskedFor() {
        Instant now = Instant.now();
        logs.write(first, bytes("one\n"), now.minus(Duration.ofHours(2)));
        logs.write(second, bytes("two\n"), now.minus(Duration.ofMinutes(5)));
        logs.complete(first);
        logs.complete(second);
        inItsSecondAttempt();

        HttpResponse<String> answer = http.get(path() + "?attempt=all&since=10m");
        assertThat(answer.body()).isEqualTo("two\n");
        assertThat(answer.headers().firstValue("Forge-Attempt")).contains("2");
        assertThat(http.get(path() + "?attempt=all&since=3h").body()).isEqualTo("one\ntwo\n");
        ended(StepState.SUCCEEDED, first, second);
        assertThat(http.get(path() + "?attempt=all&since=10m&follow").body()).isEqualTo("two\n");
    }

    @Test
    void whatComesAfterSinceIsFollowed() throws IOException {
        logs.write(first, bytes("one\n"), Instant.now().minus(Duration.ofHours(2)));
        inItsFirstAttempt();

        try (InputStream body = http.open(path() + "?since=1m&follow").body()) {
            logs.write(first, "two\n");
            assertThat(line(body)).isEqualTo("two");
        }
    }

    @Test
    void anAttemptThatHasNotWrittenAnythingYetIsAnEmptyLog() {
        inItsFirstAttempt();

        HttpResponse<String> answer = http.get(path());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aFollowedLogComesWhileItIsWrittenAndGoesOnThroughTheNextAttempts() throws IOException {
        logs.write(first, "one\n");
        inItsFirstAttempt();

        try (InputStream body = http.open(path() + "?follow").body()) {
            assertThat(line(body)).isEqualTo("one");
            logs.write(first, "more\n");
            assertThat(line(body)).isEqualTo("more");
            logs.complete(first);
            logs.write(second, "two\n");
            inItsSecondAttempt();
            assertThat(line(body)).isEqualTo("two");
            logs.complete(second);
            ended(StepState.SUCCEEDED);
            assertThat(body.readAllBytes()).isEmpty();
        }
    }

    @Test
    @Timeout(30)
    void aFollowedLogAnswersBeforeAnythingIsWritten() throws IOException {
        inItsFirstAttempt();

        HttpResponse<InputStream> answer = http.open(path() + "?follow");

        assertThat(answer.statusCode()).isEqualTo(200);
        try (InputStream body = answer.body()) {
            logs.write(first, "one\n");
            assertThat(line(body)).isEqualTo("one");
        }
    }

    @Test
    void aFollowedAttemptEndsWithItsLog() {
        logs.write(first, "one\n");
        logs.complete(first);
        inItsSecondAttempt();

        assertThat(http.get(path() + "?follow&attempt=1").body()).isEqualTo("one\n");
    }

    @Test
    void aFollowedLogBeginsWhenTheStepDoes() throws Exception {
        forge.report(Reports.running(id, Reports.step("monthly", StepState.WAITING)));
        CompletableFuture<String> body =
                CompletableFuture.supplyAsync(() -> http.get(path() + "?follow").body());
        logs.write(first, "late\n");
        logs.complete(first);
        inItsFirstAttempt();
        forge.report(Reports.running(id, Reports.step("monthly", StepState.SUCCEEDED, Reports.ended(first))));

        assertThat(body.get()).isEqualTo("late\n");
    }

    @Test
    void aFollowedLogEndsWithItsRunAlthoughNothingSaysThatItIsComplete() {
        logs.write(first, "one\n");
        inItsFirstAttempt();
        forge.end(id, Ending.FAIL);

        assertThat(http.get(path() + "?follow").body()).isEqualTo("one\n");
    }

    @Test
    void aReaderThatGoesAwayIsNotReadForAnyMore() throws IOException {
        logs.write(first, "one\n");
        inItsFirstAttempt();
        InputStream body = http.open(path() + "?follow").body();
        assertThat(line(body)).isEqualTo("one");

        body.close();

        await().untilAsserted(() -> {
            int before = logs.reads();
            await().pollDelay(Duration.ofMillis(600)).until(() -> true);
            assertThat(logs.reads()).isEqualTo(before);
        });
    }

    @Test
    void manyQuietReadersDoNotKeepOthersFromBeingAnswered() {
        logs.write(first, "one\n");
        inItsFirstAttempt();
        for (int reader = 0; reader < 50; reader++) {
            http.open(path() + "?follow");
        }

        assertThat(http.get("/healthz").statusCode()).isEqualTo(200);
        ended(StepState.SUCCEEDED);
    }

    @Test
    void linesAreFoundWithTheirPlaces() {
        logs.write(first, "reading a.csv\nERROR: a.csv: no header\nreading b.csv\nerror: b.csv is empty");
        inItsFirstAttempt();

        assertThatJson(http.get(path() + "/search?pattern=ERROR").body()).isEqualTo("""
                {"matches": [{"attempt": 1, "line": 2, "offset": 14, "text": "ERROR: a.csv: no header"}]}
                """);
        assertThatJson(http.get(path() + "/search?pattern=error&ignoreCase").body())
                .node("matches")
                .isArray()
                .hasSize(2);
        assertThatJson(http.get(path() + "/search?regex&pattern=%5E(%3Fi)error:.*empty%24")
                        .body())
                .node("matches[0].offset")
                .isEqualTo(52);
        assertThatJson(http.get(path() + "/search?pattern=b.csv%20is").body())
                .node("matches[0].line")
                .isEqualTo(4);
        assertThatJson(http.get(path() + "/search?pattern=bicsv").body()).isEqualTo("{\"matches\": []}");
    }

    @Test
    void aFoundLineIsWhereItsOffsetSays() {
        logs.write(first, "süß\nÖl und Salz\nsüß\n");
        inItsFirstAttempt();

        int offset = number(http.get(path() + "/search?pattern=Salz").body(), "offset");

        assertThat(new String(ranged(path(), "bytes=" + offset + "-"), StandardCharsets.UTF_8))
                .isEqualTo("Öl und Salz\nsüß\n");
    }

    @Test
    void aSearchGoesOnPageByPageThroughAllAttempts() {
        logs.write(first, "hit 1\nmiss\nhit 2\n");
        logs.write(second, "hit 3\n");
        inItsSecondAttempt();
        String query = path() + "/search?pattern=hit&attempt=all&limit=2";

        String page = http.get(query).body();
        assertThatJson(page).node("matches").isArray().hasSize(2);
        String next = page.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
        assertThatJson(http.get(query + "&cursor=" + next).body()).isEqualTo("""
                {"matches": [{"attempt": 2, "line": 1, "offset": 0, "text": "hit 3"}]}
                """);
        assertRefused(
                http.get(path() + "/search?pattern=miss&attempt=all&cursor=" + next),
                400,
                "query_parameter_invalid",
                "another search");
    }

    @Test
    void theAttemptThatASearchHasBegunInIsTheOneThatItGoesOnIn() {
        logs.write(first, "hit 1\nhit 2\n");
        inItsFirstAttempt();
        String page = http.get(path() + "/search?pattern=hit&limit=1").body();
        String next = page.replaceAll(".*\"next\":\"([^\"]+)\".*", "$1");
        logs.write(second, "hit 3\n");
        inItsSecondAttempt();

        assertThatJson(http.get(path() + "/search?pattern=hit&limit=1&cursor=" + next)
                        .body())
                .isEqualTo("""
                        {"matches": [{"attempt": 1, "line": 2, "offset": 6, "text": "hit 2"}]}
                        """);
    }

    @Test
    void aHostilePatternOverALineOfAMegabyteIsAnswered() {
        logs.write(first, "x".repeat(1_048_576));
        inItsFirstAttempt();

        HttpResponse<String> answer = http.get(path() + "/search?regex&pattern=((x%2B)%2B)%2By");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThatJson(answer.body()).node("matches").isArray().isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            regex&pattern=a(                  | /pattern | missing closing )
            regex&pattern=(x%7B999%7D)%7B999%7D | /pattern | repetitions
            pattern=                          | /pattern | nothing to look for
            ignoreCase                        | /pattern | nothing to look for
            pattern=a&cursor=b                | /cursor  | another search
            """)
    void aSearchForWhatCannotBeLookedForIsToldWhatIsWrong(String query, String pointer, String why) {
        inItsFirstAttempt();

        HttpResponse<String> answer = http.get(path() + "/search?" + query);

        assertRefused(answer, 400, "query_parameter_invalid", why);
        assertThatJson(answer.body()).node("errors[0].pointer").isEqualTo(pointer);
        assertThatJson(answer.body()).node("errors[0].fix").isString().isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "attempt=last", "regex=maybe", "context=3", "pattern=b"})
    void aWrongParameterOfASearchIsRefused(String query) {
        assertRefused(http.get(path() + "/search?pattern=a&" + query), 400, "query_parameter_invalid", "");
    }

    @Test
    void whatIsNotThereIsNotLookedThrough() {
        forge.report(Reports.running(id, Reports.step("monthly", StepState.WAITING)));
        assertRefused(http.get(path() + "/search?pattern=a"), 404, "log_not_started", "logs?follow waits for it");
        inItsFirstAttempt();
        assertThatJson(http.get(path() + "/search?pattern=a").body()).isEqualTo("{\"matches\": []}");
        assertRefused(http.get(path() + "/search?pattern=a&attempt=2"), 404, "attempt_not_found", "no attempt 2");
        assertRefused(
                http.get("/runs/" + id + "/steps/montly/logs/search?pattern=a"), 404, "step_not_found", "monthly");
        assertRefused(http.get("/runs/nowhere/steps/monthly/logs/search?pattern=a"), 404, "run_not_found", "nowhere");
        ended(StepState.FAILED);
        assertRefused(http.get(path() + "/search?pattern=a"), 404, "log_not_found", "attempt 1");
        logs.breakDown(first, new RuntimeUnavailable("the volume is away", new IOException("timed out")));
        assertRefused(http.get(path() + "/search?pattern=a"), 503, "logs_unavailable", "the volume is away");
    }

    @Test
    void anUnknownStepIsToldTheOnesThatThereAre() {
        inItsFirstAttempt();

        HttpResponse<String> answer = http.get("/runs/" + id + "/steps/montly/logs");

        assertRefused(answer, 404, "step_not_found", "its steps are monthly");
    }

    @Test
    void anUnknownAttemptIsNotFound() {
        inItsFirstAttempt();

        assertRefused(http.get(path() + "?attempt=2"), 404, "attempt_not_found", "has no attempt 2");
    }

    @Test
    void anUnknownRunIsNotFound() {
        assertRefused(http.get("/runs/nowhere/steps/monthly/logs"), 404, "run_not_found", "nowhere");
    }

    @Test
    void aStepThatHasNotStartedHasNoLogUntilItDoes() {
        forge.report(Reports.running(id, Reports.step("monthly", StepState.WAITING)));

        assertRefused(http.get(path()), 404, "log_not_started", "logs?follow waits for it");
    }

    @Test
    void aStepThatNeverStartedIsNotWaitedFor() {
        forge.report(Reports.running(id, Reports.step("monthly", StepState.WAITING)));
        forge.end(id, Ending.FAIL);

        assertRefused(http.get(path() + "?follow"), 404, "log_not_started", "FAILED");
    }

    @Test
    void aLogThatWasRemovedIsNotFound() {
        ended(StepState.FAILED);

        assertRefused(http.get(path()), 404, "log_not_found", "attempt 1");
    }

    @Test
    void logsThatCannotBeReadNowCanBeReadLater() {
        ended(StepState.FAILED);
        logs.breakDown(first, new RuntimeUnavailable("the volume is away", new IOException("timed out")));

        HttpResponse<String> answer = http.get(path());

        assertRefused(answer, 503, "logs_unavailable", "the volume is away");
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void aDefectOfOursIsAnIncidentWithoutItsInsides() {
        ended(StepState.FAILED);
        logs.breakDown(first, new IllegalStateException("secret"));

        HttpResponse<String> answer = http.get(path());

        assertRefused(answer, 500, "internal_error", "under incident ");
        assertThat(answer.body()).doesNotContain("secret", "IllegalState", "dev.forge");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attempt=0",
                "attempt=last",
                "tail=-1",
                "follow=maybe",
                "attempt=all&tail=3",
                "folow",
                "since=soon",
                "since=10"
            })
    void aWrongParameterIsRefused(String query) {
        assertThat(http.get(path() + "?" + query).statusCode()).isEqualTo(400);
    }

    private String path() {
        return "/runs/" + id + "/steps/monthly/logs";
    }

    private void inItsFirstAttempt() {
        forge.report(Reports.running(id, Reports.step("monthly", StepState.RUNNING, Reports.open(first))));
    }

    private void inItsSecondAttempt() {
        forge.report(Reports.running(
                id, Reports.step("monthly", StepState.RUNNING, Reports.ended(first), Reports.open(second))));
    }

    private void ended(StepState state) {
        forge.report(Reports.running(id, Reports.step("monthly", state, Reports.ended(first))));
    }

    private void ended(StepState state, AttemptId one, AttemptId other) {
        forge.report(Reports.running(id, Reports.step("monthly", state, Reports.ended(one), Reports.ended(other))));
    }

    private static byte[] ranged(String path, String range) {
        return http.send(http.request(path).header("Range", range), BodyHandlers.ofByteArray())
                .body();
    }

    private static int number(String json, String field) {
        return Integer.parseInt(json.replaceAll(".*\"" + field + "\":(\\d+).*", "$1"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThatJson(answer.body()).node("code").isEqualTo(code);
        assertThatJson(answer.body()).node("detail").asString().contains(detail);
    }

    private static String line(InputStream body) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = body.read(); next != '\n'; next = body.read()) {
            line.append((char) next);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
