package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.Steering.Ending;
import io.temporal.client.WorkflowOptions;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShowIT {
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.attended("show").warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void anOpenRunIsToldByItsWorkflow() {
        String id = forge.submit("weather");
        AttemptId attempt = forge.attempt(id, "monthly", 1);
        forge.report(Reports.running(id, Reports.step("monthly", StepState.RUNNING, Reports.open(attempt))));

        HttpResponse<String> answer = http.get("/runs/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThatJson(answer.body()).isEqualTo("""
                        {
                          "id": "%1$s",
                          "key": "${json-unit.any-string}",
                          "pipeline": "weather",
                          "state": "RUNNING",
                          "startedAt": "2026-11-21T12:00:00Z",
                          "steps": [{
                            "name": "monthly", "kind": "MODULE", "image": "monthly:1", "state": "RUNNING",
                            "retries": 0, "retryLimit": 2, "disruptions": 0, "disruptionLimit": 5, "output": "",
                            "attempts": [{
                              "number": 1, "name": "%2$s", "execution": "%3$s", "counts": "FIRST",
                              "launchedAt": "2026-11-21T12:00:00Z"
                            }]
                          }],
                          "labels": {},
                          "parameters": {},
                          "temporal": {
                            "workflowId": "%1$s",
                            "runId": "%3$s",
                            "ui": "http://127.0.0.1:8233/namespaces/show/workflows/%1$s/%3$s/history"
                          },
                          "links": {
                            "self": "/runs/%1$s", "logs": "/runs/%1$s/steps/{step}/logs", "events": "/runs/%1$s/events",
                            "cancel": "/runs/%1$s/cancel", "pause": "/runs/%1$s/pause",
                            "continue": "/runs/%1$s/continue", "rerun": "/runs/%1$s/rerun",
                            "results": "/results?run=%1$s"
                          }
                        }""".formatted(id, attempt.name(), attempt.execution()));
    }

    @Test
    void aRunThatHasNotResolvedItsRequestYetBearsTheNameThatItWasStartedWith() {
        String id = forge.submit("weather");
        forge.report(Reports.unresolved(id));

        assertThatJson(http.get("/runs/" + id).body()).node("pipeline").isEqualTo("weather");

        forge.workflow(id).terminate("before it is resolved");
        await().untilAsserted(() -> assertThatJson(http.get("/runs/" + id).body())
                .isObject()
                .containsEntry("state", "FAILED")
                .containsEntry("pipeline", "weather"));
    }

    @Test
    void whyAStepWaitsComesFromTheHeartbeatOfItsActivity() {
        String id = forge.submit("weather");
        AttemptId attempt = forge.attempt(id, "monthly", 1);
        forge.report(Reports.running(id, Reports.step("monthly", StepState.RUNNING, Reports.open(attempt))));
        forge.workflow(id).signal("execute", """
                        {"launched": {"name": "%s", "uid": "1"},
                         "waiting": {"why": "no node has room", "since": "2026-11-21T12:00:01Z",
                                     "limit": "PT30M", "remedy": "a platform engineer can add a node"}}""".formatted(attempt.name()));

        await().untilAsserted(() -> assertThatJson(http.get("/runs/" + id).body())
                .node("steps[0].waiting")
                .isEqualTo("{why: 'no node has room', since: '2026-11-21T12:00:01Z', limit: 'PT30M',"
                        + " remedy: 'a platform engineer can add a node'}"));
    }

    @Test
    void whenTheContainerStartedComesFromTheHeartbeatOfItsActivity() {
        String id = forge.submit("weather");
        AttemptId attempt = forge.attempt(id, "monthly", 1);
        forge.report(Reports.running(id, Reports.step("monthly", StepState.RUNNING, Reports.open(attempt))));
        forge.workflow(id)
                .signal(
                        "execute",
                        "{\"launched\": {\"name\": \"%s\", \"uid\": \"1\"}, \"startedAt\": \"2026-11-21T12:00:02Z\"}"
                                .formatted(attempt.name()));

        await().untilAsserted(() -> assertThatJson(http.get("/runs/" + id).body())
                .node("steps[0].attempts[0].startedAt")
                .isEqualTo("2026-11-21T12:00:02Z"));
    }

    @Test
    void whatTheRunWaitsForWhileItEndsItsAttemptsIsTold() {
        String id = forge.submit("weather");
        forge.workflow(id)
                .signal(
                        "execute",
                        "{\"waiting\": {\"why\": \"a pod still runs\", \"since\": \"2026-11-21T12:00:02Z\"}}");

        await().untilAsserted(() -> assertThatJson(http.get("/runs/" + id).body())
                .node("waiting.why")
                .isEqualTo("a pod still runs"));
    }

    @Test
    void anEndedRunIsToldByWhatItLeft() {
        String id = forge.submit("weather");
        forge.end(id, Ending.FAIL);

        String body = http.get("/runs/" + id).body();

        assertThatJson(body).node("state").isEqualTo("FAILED");
        assertThatJson(body).node("endedAt").isString();
    }

    @Test
    void aRunThatLeftNoReportIsToldByItsHistory() {
        String id = forge.submit("weather");
        forge.report(Reports.running(id, Reports.step("monthly", StepState.FAILED)));
        forge.end(id, Ending.FAIL_WITHOUT_REPORT);

        String body = http.get("/runs/" + id).body();

        assertThatJson(body).node("state").isEqualTo("FAILED");
        assertThatJson(body).node("steps[0].name").isEqualTo("monthly");
        assertThatJson(body).node("failure.failure.category").isEqualTo("INTERNAL");
    }

    @Test
    void aRunThatSomebodyTerminatedIsFailedAndSaysSo() {
        String id = forge.submit("weather");
        forge.workflow(id).terminate("cleaning up");

        String body = http.get("/runs/" + id).body();

        assertThatJson(body).node("state").isEqualTo("FAILED");
        assertThatJson(body).node("failure.sentence").asString().contains("terminated", "submit it again");
    }

    @Test
    void aRunIdMayHoldAnything() {
        String id = "nightly/2026-11-21T12:00:00Z 100%";
        forge.client()
                .newUntypedWorkflowStub(
                        "Pipeline",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue("forge")
                                .build())
                .start("{}");

        HttpResponse<String> answer = http.get("/runs/nightly%2F2026-11-21T12%3A00%3A00Z%20100%25");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatJson(answer.body()).node("id").isEqualTo(id);
        assertThatJson(answer.body()).node("links.self").isEqualTo("/runs/nightly%2F2026-11-21T12%3A00%3A00Z%20100%25");
    }

    @Test
    void anUnknownRunIsNotFound() {
        HttpResponse<String> answer = http.get("/runs/weather-nowhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThatJson(answer.body()).isEqualTo("""
                        {
                          "type": "urn:forge:problem:run_not_found",
                          "title": "There is no such run",
                          "status": 404,
                          "detail": "${json-unit.any-string}",
                          "code": "run_not_found",
                          "errors": []
                        }""");
    }

    @Test
    void aWorkflowOfAnotherTypeIsNoRun() {
        forge.client()
                .newUntypedWorkflowStub(
                        "Cleanup",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId("cleanup-1")
                                .setTaskQueue("elsewhere")
                                .build())
                .start();

        assertThat(http.get("/runs/cleanup-1").statusCode()).isEqualTo(404);
    }
}
