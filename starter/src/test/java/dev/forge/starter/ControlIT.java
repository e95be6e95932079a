package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.run.StepState;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.Steering.Ending;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlIT {
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.attended("control").warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void aRunIsPausedIsListedAsSuchAndGoesOn() {
        String id = forge.submit("weather");

        HttpResponse<String> paused = post(id, "pause", "{\"reason\": \"the disk is being moved\"}");

        assertThat(paused.statusCode()).isEqualTo(202);
        assertThatJson(paused.body()).node("state").isEqualTo("PAUSED");
        assertThatJson(paused.body()).node("reason").isEqualTo("the disk is being moved");
        await().untilAsserted(
                        () -> assertThatJson(http.get("/runs?status=PAUSED").body())
                                .node("runs[0].id")
                                .isEqualTo(id));

        HttpResponse<String> goesOn = post(id, "continue", "");

        assertThat(goesOn.statusCode()).isEqualTo(202);
        assertThatJson(goesOn.body()).node("state").isEqualTo("RUNNING");
        await().untilAsserted(
                        () -> assertThatJson(http.get("/runs?status=PAUSED").body())
                                .node("runs")
                                .isArray()
                                .isEmpty());
    }

    @Test
    void theSameCallToARunInWhichNothingHasHappenedIsTheSameUpdate() {
        String id = forge.submit("weather");
        post(id, "pause", "{}");
        long before = updates(id);

        // Refused Updates leave no trace; an accepted one would.
        assertThat(post(id, "continue", "{\"from\": \"nowhere\"}").statusCode()).isEqualTo(422);
        assertThat(post(id, "continue", "{\"from\": \"nowhere\"}").statusCode()).isEqualTo(422);

        assertThat(updates(id)).isEqualTo(before);
    }

    @Test
    void whatIsNotPausedIsNotContinued() {
        String id = forge.submit("weather");

        HttpResponse<String> answer = post(id, "continue", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThatJson(answer.body()).node("code").isEqualTo("run_not_paused");
        assertThatJson(answer.body()).node("detail").isEqualTo("The run says NOT_PAUSED.");
    }

    @Test
    void aStepIsChanged() {
        String id = forge.submit("weather");

        HttpResponse<String> answer = patch(id, "monthly", "{\"image\": \"monthly:2\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatJson(answer.body()).node("step").isEqualTo("monthly");
        assertThatJson(answer.body())
                .node("fields")
                .isEqualTo("[{field: 'image', before: 'monthly:1', after: 'monthly:2'}]");
    }

    @Test
    void allMistakesOfAChangeAreTold() {
        String id = forge.submit("weather");

        HttpResponse<String> answer =
                patch(id, "monthly", "{\"timeout\": 15, \"imaeg\": \"x\", \"env\": {\"A\": \"${steps.sink.output}\"}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThatJson(answer.body()).node("code").isEqualTo("change_invalid");
        assertThatJson(answer.body()).node("errors").isArray().hasSize(3);
        assertThatJson(answer.body())
                .inPath("$.errors[*].pointer")
                .isArray()
                .containsOnly("/timeout", "/imaeg", "/env/A");
        assertThatJson(answer.body()).inPath("$.errors[*].fix").isArray().contains("did you mean image?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "runs      | 409 | step_running",
                "succeeded | 409 | step_succeeded",
                "nowhere   | 404 | step_not_found",
            })
    void aStepThatCannotBeChangedNowIsRefused(String step, int status, String code) {
        String id = forge.submit("weather");

        HttpResponse<String> answer = patch(id, step, "{\"timeout\": \"1h\"}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pause    | {\"reson\": \"x\"} | 422 | pause_invalid    | /reson",
                "pause    | {\"reason\": 3}    | 422 | pause_invalid    | /reason",
                "continue | {\"form\": \"x\"}  | 422 | continue_invalid | /form",
                "continue | {\"from\": \"x\"}  | 422 | continue_invalid | /from",
                "pause    | {\"reason\":       | 400 | syntax_error     | ''",
                "continue | []                 | 400 | syntax_error     | ''",
            })
    void aWrongBodyIsRefused(String call, String body, int status, String code, String pointer) {
        String id = forge.submit("weather");

        HttpResponse<String> answer = post(id, call, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
        assertThatJson(answer.body()).node("errors[0].pointer").isEqualTo("\"" + pointer + "\"");
    }

    @Test
    void aRunThatHasEndedIsNotPaused() {
        String id = forge.submit("weather");
        forge.end(id, Ending.SUCCEED);

        HttpResponse<String> answer = post(id, "pause", "");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThatJson(answer.body()).node("code").isEqualTo("run_ended");
        assertThatJson(answer.body()).node("detail").asString().contains("SUCCEEDED");
    }

    @Test
    void ofARunThatHasFailedNoStepIsChangedThatHasSucceededOrIsNotThere() {
        String id = forge.submit("weather");
        forge.report(Reports.running(
                id, Reports.step("first", StepState.SUCCEEDED), Reports.step("monthly", StepState.CANCELED)));
        forge.end(id, Ending.FAIL);

        assertProblem(patch(id, "chart", "{}"), 404, "step_not_found");
        assertProblem(patch(id, "first", "{}"), 409, "step_succeeded");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
    }

    @Test
    void anUnknownRunIsNotFound() {
        assertThat(post("nowhere", "pause", "").statusCode()).isEqualTo(404);
        assertThat(patch("nowhere", "monthly", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutAWorkerTheCallerIsToldThatOneMustBeUp() {
        try (Installation alone = Installation.unattended("control-unattended")) {
            String id = alone.submit("weather");

            HttpResponse<String> answer = alone.http()
                    .send(alone.http().request("/runs/" + id + "/pause").POST(BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("10");
            assertThatJson(answer.body()).node("code").isEqualTo("worker_unavailable");
            assertThatJson(answer.body()).node("detail").asString().contains("a worker must be up");
        }
    }

    private static long updates(String id) {
        return forge.client().fetchHistory(id).getEvents().stream()
                .filter(event -> event.hasWorkflowExecutionUpdateAcceptedEventAttributes())
                .count();
    }

    private static HttpResponse<String> post(String id, String call, String body) {
        return body.isEmpty()
                ? http.send(http.request("/runs/" + id + "/" + call).POST(BodyPublishers.noBody()))
                : http.post("/runs/" + id + "/" + call, body, "application/json");
    }

    private static HttpResponse<String> patch(String id, String step, String body) {
        return http.send(http.request("/runs/" + id + "/steps/" + step)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }
}
