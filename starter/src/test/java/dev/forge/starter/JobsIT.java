package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.RunKey;
import dev.forge.contract.pipeline.Asked;
import dev.forge.contract.pipeline.JobParser;
import dev.forge.contract.pipeline.JobRequest;
import dev.forge.contract.pipeline.ParsedRequest;
import dev.forge.contract.pipeline.RunRequestParser;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.Steering.Ending;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobsIT {
    private static final String DEFAULT = "{\"jobName\": \"sweep\", \"image\": \"sweep:1\"}";

    private static Archive archive;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        record("job.sweep-1", "sweep", RunState.SUCCEEDED, 1);
        record("weather-1", "weather", RunState.SUCCEEDED, 1);
        record("weather-2", "weather", RunState.FAILED, 3);
        record("weather-3", "weather", RunState.CANCELED, 1);
        Asked<JobRequest> job = JobParser.parse(DEFAULT);
        forge = Installation.attended(
                        "jobs",
                        archive,
                        StarterSettings.anyPort().withDefaultJob(((Asked.Valid<JobRequest>) job).request()))
                .warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @Test
    void aJobIsARunOfItsOwnKind() {
        HttpResponse<String> answer = post(job("thumbnails", ", \"inputBucket\": \"photos\""));

        assertThat(answer.statusCode()).isEqualTo(202);
        String id = id(answer);
        assertThat(id).matches("job\\.thumbnails-[a-z2-7]{7}");
        assertThatJson(answer.body())
                .isEqualTo(("{id: '%1$s', state: 'QUEUED', name: 'thumbnails', links: {self: '/jobs/%1$s',"
                                + " logs: '/runs/%1$s/steps/thumbnails/logs', events: '/runs/%1$s/events',"
                                + " cancel: '/runs/%1$s/cancel', pause: '/runs/%1$s/pause', continue: '/runs/%1$s/continue',"
                                + " rerun: '/runs/%1$s/rerun'}}")
                        .formatted(id));
        assertThatJson(http.get("/jobs/" + id).body()).node("id").isEqualTo(id);
        assertThat(http.get("/runs/" + id).statusCode()).isEqualTo(200);
        Asked.Valid<JobRequest> parsed =
                (Asked.Valid<JobRequest>) JobParser.parse(job("thumbnails", ", \"inputBucket\": \"photos\""));
        assertThat(RunRequestParser.parse(input(id)))
                .isEqualTo(new ParsedRequest.Valid(parsed.request().run()));
    }

    @Test
    void jobsAreListedAloneAndAmongTheRuns() {
        String job = id(post(job("listed", "")));
        String run = forge.submit("listed");

        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(ids("/runs?pipeline=listed", "runs")).containsExactlyInAnyOrder(job, run));
        assertThat(ids("/jobs?name=listed", "jobs")).containsExactly(job);
        assertThat(ids("/jobs?name=listed&status=SUCCEEDED", "jobs")).isEmpty();
        assertThat(ids("/jobs?limit=200", "jobs")).contains(job).doesNotContain(run);
        assertThatJson(http.get("/jobs?name=listed").body())
                .node("jobs[0].links.self")
                .isEqualTo("/jobs/" + job);

        forge.end(job, Ending.SUCCEED);
        Awaitility.await()
                .untilAsserted(() -> assertThat(ids("/jobs?name=listed&status=SUCCEEDED", "jobs"))
                        .containsExactly(job));
    }

    @Test
    void aPageOfJobsGoesOnWhereTheOneBeforeEnded() {
        List<String> jobs = List.of(id(post(job("paged", ""))), id(post(job("paged", ""))));
        Awaitility.await().until(() -> ids("/jobs?name=paged", "jobs").size() == 2);

        String first = http.get("/jobs?name=paged&limit=1").body();
        String next = first.replaceFirst("(?s).*\"next\"\\s*:\\s*\"([^\"]+)\".*", "$1");

        assertThat(ids("/jobs?name=paged&limit=1", "jobs")).isSubsetOf(jobs).hasSize(1);
        assertThat(ids("/jobs?name=paged&limit=1&cursor=" + next, "jobs"))
                .isSubsetOf(jobs)
                .doesNotContainAnyElementsOf(ids("/jobs?name=paged&limit=1", "jobs"));
    }

    @Test
    void withoutABodyTheDefaultJobIsStarted() {
        HttpResponse<String> answer = http.send(http.request("/jobs").POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThatJson(answer.body()).node("name").isEqualTo("sweep");
        Asked.Valid<JobRequest> parsed = (Asked.Valid<JobRequest>) JobParser.parse(DEFAULT);
        assertThat(RunRequestParser.parse(input(id(answer))))
                .isEqualTo(new ParsedRequest.Valid(parsed.request().run()));
    }

    @Test
    void whereNoDefaultJobIsConfiguredTheRemedyIsTold() {
        try (Installation without = Installation.keeping(Archive.absent())) {
            HttpResponse<String> answer =
                    without.http().send(without.http().request("/jobs").POST(BodyPublishers.noBody()));

            assertProblem(answer, 409, "no_default_job");
            assertThatJson(answer.body()).node("detail").asString().contains("FORGE_JOBS_DEFAULT_FILE");
        }
    }

    @Test
    void theFormOfContainersIsUnderstood() {
        HttpResponse<String> answer = post("""
                {"name": "pair", "maxRetries": 1,
                 "containers": [{"image": "one:1"}, {"image": "two:1", "resources": {"limits": {"memory": "64Mi"}}}]}""");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThatJson(input(id(answer))).node("modules[0].containers[1].image").isEqualTo("two:1");
        assertThatJson(input(id(answer))).node("modules[0].retry.limit").isEqualTo(1);
    }

    @Test
    void aTimeOutWithoutAUnitIsMinutesAndTheAnswerSaysSo() {
        HttpResponse<String> answer = post(job("unitless", ", \"timeOut\": 20"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThatJson(answer.body()).node("notes").isArray().first().asString().contains("minutes: 20m");
        assertThatJson(input(id(answer))).node("modules[0].timeout").isEqualTo("20m");
    }

    @Test
    void allMistakesAreToldAtOnceAndWhatRunsByTimeIsASchedule() {
        HttpResponse<String> answer = post("""
                {"jobName": "Sweep", "cron": "0 6 * * *",
                 "image": "sweep:1", "timeOut": "soon"}""");

        assertProblem(answer, 422, "job_invalid");
        assertThatJson(answer.body())
                .node("errors")
                .isArray()
                .extracting("pointer")
                .containsExactly("/jobName", "/cron", "/timeOut");
        assertThatJson(answer.body()).node("errors[1].fix").asString().contains("POST /jobs/schedule");
        assertThatJson(answer.body()).node("errors[2].line").isEqualTo(2);
    }

    @Test
    void brokenJsonIsRefusedWithItsPlace() {
        assertProblem(post("{\"jobName\": }"), 400, "syntax_error");
    }

    @Test
    void aKeyIsOneJobAndNoRuns() {
        HttpResponse<String> first = http.postWithKey("/jobs", "nightly", job("keyed", ""));
        HttpResponse<String> second = http.postWithKey("/jobs", "nightly", job("keyed", ", \"maxRetries\": 2"));
        HttpResponse<String> other = http.postWithKey("/jobs", "nightly", job("keyed", ", \"maxRetries\": 1"));
        HttpResponse<String> run =
                http.postWithKey("/runs", "nightly", "name: keyed\nmodules: [{name: keyed, image: 'i:1'}]\n");

        assertThat(id(first)).matches("job\\.keyed-[a-z2-7]{26}");
        assertThat(id(second)).isEqualTo(id(first));
        assertProblem(other, 422, "idempotency_key_reused");
        assertThat(run.statusCode()).isEqualTo(202);
        assertThat(run.headers().firstValue("Location").orElseThrow()).startsWith("/runs/keyed-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH"})
    void aJobCannotBeChanged(String method) {
        String id = id(post(job("fixed", "")));

        HttpResponse<String> answer = http.send(http.request("/jobs/" + id)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(DEFAULT)));

        assertProblem(answer, 409, "job_immutable");
        assertThatJson(answer.body()).node("detail").asString().contains("/runs/" + id + "/cancel", "POST /jobs");
    }

    @Test
    void aRunIsNoJob() {
        String run = forge.submit("weather");

        assertProblem(http.get("/jobs/" + run), 404, "run_not_found");
        assertProblem(http.get("/jobs/job.never"), 404, "run_not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?pipeline=a", "?status=DONE", "?limit=0", "?cursor=x", "/stats?by=day", "/stats?since=soon"})
    void aWrongQueryIsRefused(String query) {
        assertProblem(http.get("/jobs" + query), 400, "query_parameter_invalid");
    }

    @Test
    void runsOfAllKindsAreCountedInTotalAndByPipeline() {
        assertThatJson(http.get("/jobs/stats").body()).isEqualTo("{succeedJob: 2, jobRetry: 2, failedJob: 1}");
        assertThatJson(http.get("/jobs/stats?by=pipeline").body())
                .isEqualTo("{pipelines: [{pipeline: 'sweep', succeedJob: 1, jobRetry: 0, failedJob: 0},"
                        + " {pipeline: 'weather', succeedJob: 1, jobRetry: 2, failedJob: 1}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T12:01:00Z, 1",
        "2026-11-21T13:01:00%2B01:00, 1",
        "2026-11-21T12:01:01Z, 0",
        "36500d, 1",
        "-9999-01-01T00:00:00Z, 1",
        "1s, 0",
        "%2B999999-01-01T00:00:00Z, 0"
    })
    void onlyWhatHappenedSinceThenIsCounted(String since, int succeeded) {
        HttpResponse<String> answer = http.get("/jobs/stats?by=pipeline&since=" + since);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThatJson(answer.body())
                .node("pipelines")
                .isArray()
                .extracting("pipeline")
                .filteredOn("sweep"::equals)
                .hasSize(succeeded);
    }

    @Test
    void withoutAnArchiveNothingIsCountedAndTheRemedyIsTold() {
        try (Installation without = Installation.keeping(Archive.absent())) {
            HttpResponse<String> answer = without.http().get("/jobs/stats");

            assertProblem(answer, 503, "archive_unavailable");
            assertThatJson(answer.body()).node("detail").asString().contains("FORGE_ARCHIVE_URL");
        }
    }

    private static void record(String id, String pipeline, RunState state, int attempts) {
        StepReport step = Reports.step(
                "s",
                StepState.SUCCEEDED,
                IntStream.rangeClosed(1, attempts)
                        .mapToObj(number -> Reports.ended(new AttemptId(id, "first", "s", number)))
                        .toArray(AttemptReport[]::new));
        RunReport report = new RunReport(
                id,
                RunKey.of(id),
                pipeline,
                state,
                Optional.empty(),
                Optional.empty(),
                Reports.NOON,
                Optional.of(Reports.NOON.plusSeconds(60)),
                List.of(step),
                Optional.empty());
        archive.runs().record(new RunRecord(report, new Execution("first", Reports.NOON), 1, RunOrigin.unknown()));
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

    private static List<String> ids(String path, String list) {
        HttpResponse<String> answer = http.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return HistoryFormat.mapper().readTree(answer.body()).path(list).findValuesAsText("id");
        } catch (JsonProcessingException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    private static HttpResponse<String> post(String body) {
        return http.post("/jobs", body, "application/json");
    }

    private static String job(String name, String more) {
        return "{\"jobName\": \"" + name + "\", \"image\": \"i:1\"" + more + "}";
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThatJson(answer.body()).node("code").isEqualTo(code);
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.body()))
                .substring("/jobs/".length());
    }
}
