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
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
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

        assertRefused(http.get(path()), 404, "log_not_started", "Add follow");
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
    @ValueSource(strings = {"attempt=0", "attempt=last", "tail=-1", "follow=maybe", "attempt=all&tail=3", "folow"})
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
