package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.Archive;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.JobParser;
import dev.forge.contract.pipeline.JobRequest;
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

class ScheduledJobsIT {
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        Asked<JobRequest> job = JobParser.parse("{\"jobName\": \"sweep\", \"image\": \"sweep:1\"}");
        forge = Installation.attended(
                        "scheduled-jobs",
                        Archive.absent(),
                        StarterSettings.anyPort().withDefaultJob(((Asked.Valid<JobRequest>) job).request()))
                .warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void aTimeAloneSchedulesTheDefaultJob() {
        HttpResponse<String> made = send("POST", "/jobs/schedule", "{'cron': '0 6 * * *', 'paused': true}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/scheduled/sweep");
        assertThatJson(made.body()).node("cron").isEqualTo("[\"0 6 * * *\"]");
        assertThatJson(made.body()).node("next").isArray().hasSize(10);
        assertThatJson(made.body()).node("run.modules[0].image").isEqualTo("\"sweep:1\"");
        assertThat(send("POST", "/jobs/schedule", "{'cron': '0 6 * * *', 'paused': true}")
                        .statusCode())
                .isEqualTo(201);
        assertProblem(send("POST", "/jobs/schedule", "{'cron': '0 7 * * *'}"), 409, "schedule_exists");
    }

    @Test
    void whatAScheduleOfAJobStartsIsAJob() {
        HttpResponse<String> made = send(
                "POST",
                "/jobs/schedule",
                "{'id': 'thumbs-nightly', 'jobName': 'thumbs', 'image': 'thumbs:1', 'cron': '@yearly', 'timeOut': 20,"
                        + " 'timeZone': 'Europe/Berlin', 'overlap': 'bufferOne', 'inputBucket': 'photos'}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThatJson(made.body()).node("notes[0]").asString().contains("minutes: 20m");
        assertThatJson(made.body()).node("overlap").isEqualTo("\"bufferOne\"");
        assertThat(send("POST", "/scheduled/thumbs-nightly/trigger", "").statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThatJson(http.get("/jobs?name=thumbs").body())
                                .node("jobs[0].id")
                                .asString()
                                .startsWith("job.thumbs-nightly-"));
    }

    @Test
    void theContainersFormIsMadeShownListedReplacedChangedPausedAndDeleted() {
        String containers = "'containers': [{'image': 'one:1'}, {'image': 'two:1'}]";
        HttpResponse<String> made = send(
                "POST",
                "/scheduled",
                "{'name': 'pair', 'namespace': 'team-a', 'maxRetries': 1, 'schedule': '0 6 * * 1-5', " + containers
                        + "}");

        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.headers().firstValue("Location")).contains("/scheduled/pair");
        assertThatJson(made.body()).node("cron").isEqualTo("[\"0 6 * * 1-5\"]");
        assertThatJson(made.body()).node("run.namespace").isEqualTo("\"team-a\"");
        assertThatJson(made.body()).node("run.modules[0].containers[1].image").isEqualTo("\"two:1\"");
        assertThatJson(made.body()).node("links.pause").isEqualTo("\"/scheduled/pair/pause\"");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(http.get("/scheduled").body()).contains("\"/scheduled/pair\""));
        assertThatJson(http.get("/schedules/pair").body()).node("run.name").isEqualTo("\"pair\"");

        HttpResponse<String> changed =
                send("PATCH", "/scheduled/pair", "{'schedule': '0 7 * * *', 'maxRetries': 3, 'namespace': null}");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThatJson(changed.body()).node("cron").isEqualTo("[\"0 7 * * *\"]");
        assertThatJson(changed.body()).node("run.modules[0].retry.limit").isEqualTo(3);
        assertThatJson(changed.body())
                .node("run.modules[0].containers[0].image")
                .isEqualTo("\"one:1\"");
        assertThatJson(changed.body()).node("run.namespace").isAbsent();

        HttpResponse<String> replaced =
                send("PUT", "/scheduled/pair", "{'jobName': 'single', 'image': 'one:2', 'every': '2h'}");
        assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(200);
        assertThatJson(replaced.body()).node("cron").isEqualTo("[]");
        assertThatJson(replaced.body()).node("run.name").isEqualTo("\"single\"");

        assertThatJson(send("POST", "/scheduled/pair/pause", "{'note': 'flood'}")
                        .body())
                .node("paused")
                .isEqualTo(true);
        assertThatJson(send("POST", "/scheduled/pair/unpause", "").body())
                .node("paused")
                .isEqualTo(false);
        assertThat(send("DELETE", "/scheduled/pair", "").statusCode()).isEqualTo(204);
        assertProblem(http.get("/scheduled/pair"), 404, "schedule_not_found");
    }

    @Test
    void aBackfillStartsAJobForEachTime() {
        send("POST", "/scheduled", "{'id': 'back', 'cron': '0 6 * * *', 'paused': true}");

        HttpResponse<String> answer = send(
                "POST",
                "/scheduled/back/backfill",
                "{'from': '2026-01-01T06:00:00Z', 'to': '2026-01-02T06:00:00Z', 'overlap': 'allowAll'}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(http.get("/scheduled/back").body())
                        .contains("job.back-2026-01-01T06:00:00Z", "job.back-2026-01-02T06:00:00Z"));
    }

    @Test
    void aChangeOfAJobsFieldsIsAMergeAndItsMistakesAreTold() {
        send(
                "POST",
                "/scheduled",
                "{'jobName': 'merged', 'image': 'a:1', 'cron': '@daily', 'args': ['x'], 'inputBucket': 'photos',"
                        + " 'env': {'A': '1', 'B': '2'}}");

        HttpResponse<String> changed = send(
                "PATCH", "/scheduled/merged", "{'image': 'a:2', 'inputBucket': 'other', 'env': {'A': null, 'C': '3'}}");

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThatJson(changed.body())
                .node("run.modules[0]")
                .isEqualTo("{name: 'merged', image: 'a:2', args: ['x'], objectStore: true,"
                        + " env: {INPUT_BUCKET: 'other', OUTPUT_BUCKET: 'other', B: '2', C: '3'}}");
        HttpResponse<String> wrong = send("PATCH", "/scheduled/merged", "{'maxRetries': 1000}");
        assertProblem(wrong, 422, "schedule_invalid");
        assertThatJson(wrong.body()).node("errors[0].pointer").isEqualTo("\"/maxRetries\"");
    }

    @Test
    void aScheduleOfAPipelineIsSeenByBothDoorsButChangedByItsOwn() {
        send(
                "POST",
                "/schedules",
                "{'id': 'long', 'cron': '@daily', 'run': {'name': 'long', 'modules': [{'name': 'a', 'image': 'a:1'},"
                        + " {'name': 'b', 'image': 'b:1'}]}}");

        assertThatJson(send("PATCH", "/scheduled/long", "{'cron': '@weekly'}").body())
                .node("cron")
                .isEqualTo("[\"0 0 * * 0\"]");
        HttpResponse<String> answer = send("PATCH", "/scheduled/long", "{'image': 'a:2'}");
        assertProblem(answer, 422, "schedule_invalid");
        assertThatJson(answer.body()).node("errors[0].fix").asString().contains("PATCH /schedules/{id}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'cron': '61 6 * * *' | /cron | 0 to 59",
                "'schedule': '61 6 * * *' | /schedule | 0 to 59",
                "'schedule': '@daily', 'cron': '@daily' | /schedule | write cron",
                "'cron': '@daily', 'image': 'A:1', 'jobName': 'a' | /image | write a:1",
                "'cron': '@daily', 'image': 'a:1' | '' | jobName",
                "'cron': '@daily', 'retries': 2 | /retries | maxRetries",
                "'crn': '@daily', 'every': '1h' | /crn | did you mean cron?",
                "'cron': '@daily', 'run': {} | /run | POST /schedules",
                "'note': 'never' | '' | add cron"
            })
    void aMistakeIsToldByItsFieldWithWhatToDo(String fields, String pointer, String advice) {
        HttpResponse<String> answer = send("POST", "/jobs/schedule", "{" + fields + "}");

        assertProblem(answer, 422, "schedule_invalid");
        assertThatJson(answer.body()).node("errors[0].pointer").isEqualTo("\"" + pointer + "\"");
        assertThatJson(answer.body()).node("errors[0].fix").asString().contains(advice);
    }

    @Test
    void aJobsMistakesAreToldAtTheirPlaceWithThoseOfTheTimes() {
        HttpResponse<String> answer = send(
                "POST",
                "/scheduled",
                "{'jobName': 'a', 'cron': 'x',\n 'containers': [{'name': 'x'}], 'maxRetries': -1}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("/cron", "/containers/0", "/maxRetries", "\"line\":2");
    }

    @Test
    void whereThereIsNoJobAtAllTheRemedyIsTold() {
        try (Installation without = Installation.keeping(Archive.absent())) {
            HttpResponse<String> answer = without.http()
                    .send(without.http()
                            .request("/jobs/schedule")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"cron\": \"@daily\"}")));

            assertProblem(answer, 422, "schedule_invalid");
            assertThat(answer.body()).contains("FORGE_JOBS_DEFAULT_FILE");
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo("\"" + code + "\"");
    }

    private static HttpResponse<String> send(String method, String path, String body) {
        String json = body.replace('\'', '"');
        return http.send(http.request(path)
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json)));
    }
}
