package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Steering.Ending;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelIT {
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.attended("cancel").warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void anOpenRunIsAskedToCancelItself() {
        String id = forge.submit("weather");

        HttpResponse<String> answer = cancel(id);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThatJson(answer.body())
                .isEqualTo(("{id: '%1$s', state: 'CANCELING', links: {self: '/runs/%1$s',"
                                + " logs: '/runs/%1$s/steps/{step}/logs', events: '/runs/%1$s/events',"
                                + " cancel: '/runs/%1$s/cancel', pause: '/runs/%1$s/pause', continue: '/runs/%1$s/continue',"
                                + " rerun: '/runs/%1$s/rerun', results: '/results?run=%1$s'}}")
                        .formatted(id));
        await().untilAsserted(() ->
                assertThatJson(http.get("/runs/" + id).body()).node("state").isEqualTo("CANCELED"));
    }

    @Test
    void theReasonIsInTheHistory() {
        String id = forge.submit("weather");

        assertThat(http.post("/runs/" + id + "/cancel", "{\"reason\": \"wrong year\"}", "application/json")
                        .statusCode())
                .isEqualTo(202);

        assertThat(forge.client().fetchHistory(id).getEvents())
                .filteredOn(event -> event.hasWorkflowExecutionCancelRequestedEventAttributes())
                .extracting(event -> event.getWorkflowExecutionCancelRequestedEventAttributes()
                        .getCause())
                .containsExactly("wrong year");
    }

    @Test
    void aRunThatHasEndedIsLeftAlone() {
        String id = forge.submit("weather");
        forge.end(id, Ending.SUCCEED);

        HttpResponse<String> answer = cancel(id);

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThatJson(answer.body()).node("code").isEqualTo("run_ended");
        assertThatJson(answer.body()).node("detail").asString().contains("SUCCEEDED");
    }

    @Test
    void anUnknownRunIsNotFound() {
        assertThat(cancel("nowhere").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reson\": \"x\"} | 422 | cancel_invalid | /reson",
                "{\"reason\": 3}    | 422 | cancel_invalid | /reason",
                "[]                 | 422 | cancel_invalid | ''",
                "{\"reason\":       | 400 | syntax_error   | ''",
            })
    void aWrongBodyIsRefused(String body, int status, String code, String pointer) {
        String id = forge.submit("weather");

        HttpResponse<String> answer = http.post("/runs/" + id + "/cancel", body, "application/json");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
        assertThatJson(answer.body()).node("errors[0].pointer").isEqualTo("\"" + pointer + "\"");
        assertThatJson(http.get("/runs/" + id).body()).node("state").isEqualTo("RUNNING");
    }

    private static HttpResponse<String> cancel(String id) {
        return http.send(http.request("/runs/" + id + "/cancel").POST(BodyPublishers.noBody()));
    }
}
