package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.PipelineWorkflow;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.contract.workflow.TaskQueues;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.Steering.Ending;
import io.temporal.client.WorkflowOptions;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs that are done once more. */
class RerunIT {
    private static Archive archive;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        forge = Installation.attended("rerun", archive).warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @Test
    void aRunThatHasEndedIsDoneOnceMoreAsAnother() {
        String first = forge.submit("weather", "{team: climate}");
        forge.end(first, Ending.FAIL);

        HttpResponse<String> answer = rerun(first);

        assertThat(answer.statusCode()).isEqualTo(202);
        String second = id(answer);
        assertThat(second).startsWith("weather-").isNotEqualTo(first);
        assertThatJson(answer.body()).node("id").isEqualTo(second);
        assertThatJson(answer.body()).node("state").isEqualTo("QUEUED");
        assertThat(input(second)).isEqualTo(input(first));
        assertThatJson(http.get("/runs/" + second).body()).node("rerunOf").isEqualTo(first);
        assertThatJson(http.get("/runs/" + second).body()).node("labels").isEqualTo("{team: 'climate'}");
        assertThatJson(http.get("/runs/" + first).body()).node("rerunOf").isAbsent();
        assertThatJson(http.get("/runs/" + first).body()).node("state").isEqualTo("FAILED");
    }

    @Test
    void ofAPipelineThatIsKeptTheVersionThatTheRunFoundIsRun() {
        String first = "named-by-hand";
        forge.client()
                .newUntypedWorkflowStub(
                        PipelineWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(first)
                                .setTaskQueue(TaskQueues.FORGE)
                                .setMemo(Map.of(RunAttributes.MEMO_PIPELINE_VERSION, 3))
                                .build())
                .start(Map.of("pipeline", "weather", "parameters", Map.of("year", "2019")));

        String second = id(rerun(first));

        assertThatJson(input(second)).isEqualTo("{pipeline: 'weather', version: 3, parameters: {year: '2019'}}");
    }

    @Test
    void whoeverWaitsAtAQueueForTheFirstRunIsNotToldOfTheSecond() {
        HttpResponse<String> answer = http.post(
                "/runs", "{\"pipeline\": \"weather\", \"replyTo\": {\"rabbitmq\": \"mine\"}}", "application/json");
        String first = answer.headers().firstValue("Location").orElseThrow().substring("/runs/".length());

        String second = id(rerun(first));

        assertThatJson(input(first)).node("replyTo.rabbitmq").isEqualTo("mine");
        assertThatJson(input(second)).isEqualTo("{pipeline: 'weather'}");
    }

    @Test
    void aJobsRerunIsAJob() {
        HttpResponse<String> job =
                http.post("/jobs", "{\"jobName\": \"thumbnails\", \"image\": \"thumbnails:1\"}", "application/json");
        String first = job.headers().firstValue("Location").orElseThrow().substring("/jobs/".length());

        HttpResponse<String> answer = rerun(first);

        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("/jobs/job.thumbnails-");
        assertThatJson(http.get(location).body()).node("rerunOf").isEqualTo(first);
    }

    @Test
    void aKeyIsOneRerunOfOneRunAndNoSubmission() {
        String body = "name: keyed\nmodules:\n  - {name: monthly, image: 'monthly:1'}\n";
        String first = id(http.postWithKey("submission", body));

        HttpResponse<String> rerun = rerun(first, "again");

        assertThat(id(rerun)).isNotEqualTo(first);
        assertThat(id(rerun(first, "again"))).isEqualTo(id(rerun));
        assertProblem(rerun(first, "submission"), 422, "idempotency_key_reused");
        assertProblem(rerun(forge.submit("keyed"), "again"), 422, "idempotency_key_reused");
        assertProblem(rerun(first, ""), 400, "idempotency_key_invalid");
    }

    @Test
    void whatWasAskedForWithMistakesIsRefusedWithThem() {
        String first = "flawed-by-hand";
        forge.client()
                .newUntypedWorkflowStub(
                        PipelineWorkflow.TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(first)
                                .setTaskQueue(TaskQueues.FORGE)
                                .build())
                .start(Map.of("name", "flawed", "modules", "none"));

        HttpResponse<String> answer = rerun(first);

        assertProblem(answer, 422, "run_request_invalid");
        assertThatJson(answer.body()).node("errors[0].pointer").isEqualTo("/modules");
    }

    @Test
    void whatIsSentAlongIsRefusedAndNotOverlooked() {
        String first = forge.submit("weather");

        HttpResponse<String> answer =
                http.post("/runs/" + first + "/rerun", "{\"parameters\": {\"year\": \"2020\"}}", "application/json");

        assertProblem(answer, 422, "run_request_invalid");
        assertThatJson(answer.body()).node("errors[0].pointer").isEqualTo("/parameters");
    }

    @Test
    void aRunOfWhichOnlyTheArchiveKnowsAndOneThatNeverWasAreToldApart() {
        archive.runs()
                .record(new RunRecord(
                        Reports.running("long-ago")
                                .withEnd(RunState.FAILED, Optional.of(Reports.NOON), Optional.empty()),
                        new Execution("execution-1", Reports.NOON),
                        1,
                        RunOrigin.unknown()));

        assertProblem(rerun("long-ago"), 409, "run_forgotten");
        assertProblem(rerun("never"), 404, "run_not_found");
    }

    private static HttpResponse<String> rerun(String id) {
        return http.send(http.request("/runs/" + id + "/rerun").POST(BodyPublishers.noBody()));
    }

    private static HttpResponse<String> rerun(String id, String key) {
        return http.send(http.request("/runs/" + id + "/rerun")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.noBody()));
    }

    private static String id(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^/runs/", "");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
    }

    private static String input(String id) {
        return forge.client()
                .fetchHistory(id)
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8();
    }
}
