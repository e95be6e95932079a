package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsIT {
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.unattended("errors");
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void healthzAnswersExactly() {
        HttpResponse<String> answer = http.get("/healthz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"message\":\"ok\",\"status\":200}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness"})
    void healthIsUpWhileTemporalAnswers(String path) {
        HttpResponse<String> answer = http.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatJson(answer.body()).node("status").isEqualTo("UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/", "/runs/a/b", "/env", "/beans", "/stop", "/loggers"})
    void whatIsNotThereIsAProblemDocument(String path) {
        HttpResponse<String> answer = http.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThatJson(answer.body()).node("code").isEqualTo("route_not_found");
        assertThatJson(answer.body()).node("detail").asString().contains(path);
    }

    @Test
    void aPageForBrowsersIsNotMadeOfAnError() {
        HttpResponse<String> answer = http.send(http.request("/nowhere").header("Accept", "text/html"));

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aMethodThatDoesNotFitIsToldTheOnesThatDo() {
        HttpResponse<String> answer = http.send(http.request("/runs").DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().allValues("Allow")).isNotEmpty();
        assertThatJson(answer.body()).node("code").isEqualTo("method_not_allowed");
        assertThatJson(answer.body()).node("detail").asString().contains("DELETE /runs", "GET", "POST");
    }

    @Test
    void aPageOfAnotherOriginMayNotChangeAnything() {
        HttpResponse<String> answer = http.send(http.request("/runs")
                .header("Origin", "http://evil.example")
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("name: a")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThatJson(answer.body()).node("code").isEqualTo("origin_refused");
    }

    @Test
    void ourOwnPagesMay() {
        HttpResponse<String> answer = http.send(http.request("/runs")
                .header("Origin", http.base().toString())
                .header("Content-Type", "application/yaml")
                .POST(BodyPublishers.ofString("name: a")));

        assertThat(answer.statusCode()).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example"})
    void aNameThatIsNotOursIsRefused(String host) throws IOException {
        String answer = raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("\"host_refused\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:80"})
    void theNamesOfLoopbackAreOurs(String host) throws IOException {
        assertThat(raw("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void aRequestThatIsNoHttpIsRefusedWithoutAStackTrace() throws IOException {
        assertThat(raw("GET /runs?limit=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("io.netty", "Exception");
    }

    @Test
    void aRunWithoutAWorkerIsShownWithAnAnswerToWhy() {
        String id = forge.submit("weather");

        HttpResponse<String> answer = http.get("/runs/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatJson(answer.body()).node("state").isEqualTo("QUEUED");
        assertThatJson(answer.body()).node("pipeline").isEqualTo("weather");
        assertThatJson(answer.body()).node("reason").isEqualTo("no worker answers; is one running?");
    }

    @Test
    void aRunWithoutAWorkerThatWasAskedToCancelIsCanceling() {
        String id = forge.submit("weather");
        http.send(http.request("/runs/" + id + "/cancel").POST(BodyPublishers.noBody()));

        assertThatJson(http.get("/runs/" + id).body()).node("state").isEqualTo("CANCELING");
    }

    @Test
    void theStepsOfARunWithoutAWorkerAreNotKnownYet() {
        HttpResponse<String> answer = http.get("/runs/" + forge.submit("weather") + "/steps/monthly/logs");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThatJson(answer.body()).node("detail").asString().contains("no worker answers");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(http.base().getHost(), http.base().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
