package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PreviewIT {
    private static final String YAML = "name: weather\nmodules:\n  - {name: monthly, image: 'monthly:1'}\n";

    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.attended("preview").warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void aDryRunTellsWhatTheWorkerWouldRun() {
        HttpResponse<String> answer = http.post("/runs?dryRun", YAML);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThatJson(answer.body()).isEqualTo("""
                        {pipeline: 'weather', pipelineVersion: 3, parameters: {station: 'seattle'},
                         labels: {team: 'climate'}, onFailure: 'fail',
                         concurrency: {key: 'seattle', limit: 2, policy: 'queue'},
                         steps: [{name: 'monthly', kind: 'MODULE', module: {name: 'monthly'},
                                  job: {run: '${json-unit.regex}weather-[a-z2-7]{7}', request: '${json-unit.any-string}'}}]}
                        """);
    }

    @Test
    void aDryRunIsNoRun() {
        String id = forge.submit("listed");
        Awaitility.await().until(() -> http.get("/runs").body().contains(id));
        String before = http.get("/runs").body();

        HttpResponse<String> answer = http.postWithKey("/runs?dryRun", "no-run", YAML);

        assertThat(answer.statusCode()).isEqualTo(200);
        String previewed = answer.body().replaceFirst("(?s).*\"run\":\"([^\"]+)\".*", "$1");
        assertThat(http.get("/runs/" + previewed).statusCode()).isEqualTo(404);
        Awaitility.await()
                .until(() -> forge.client()
                                .listExecutions("WorkflowType = 'Preview' AND CloseTime IS NOT NULL")
                                .count()
                        > 0);
        assertThatJson(http.get("/runs").body()).isEqualTo(before);
        // Nor has it taken the key.
        assertThat(http.postWithKey("no-run", YAML.replace("monthly", "yearly")).statusCode())
                .isEqualTo(202);
    }

    @Test
    void aJobIsPreviewedAsARunIs() {
        HttpResponse<String> answer =
                http.post("/jobs?dryRun", "{\"jobName\": \"thumbnails\", \"image\": \"thumbnails:1\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThatJson(answer.body()).node("steps[0].job.run").asString().startsWith("job.thumbnails-");
    }

    @Test
    void whatTheResolverFindsIsToldAsAMistakeOfTheCall() {
        assertProblem(http.post("/runs?dryRun", "pipeline: to-be-refused"), 422, "run_request_invalid");
        assertThatJson(http.post("/runs?dryRun", "pipeline: to-be-refused").body())
                .node("errors[0].pointer")
                .isEqualTo("/pipeline");
        assertProblem(
                http.post("/jobs?dryRun", "{\"jobName\": \"to-be-refused\", \"image\": \"i:1\"}"), 422, "job_invalid");
    }

    @Test
    void whatNeedsNoWorkerIsRefusedBefore() {
        assertProblem(http.post("/runs?dryRun", "name: a\nmodules: []\n"), 422, "pipeline_invalid");
        assertProblem(http.post("/runs?dryRun&wait=1s", YAML), 400, "query_parameter_invalid");
        assertProblem(http.post("/runs?dryRun=maybe", YAML), 400, "query_parameter_invalid");
    }

    @Test
    void anArchiveThatDoesNotAnswerTheWorkerIsSaidToBeAway() {
        assertProblem(http.post("/runs?dryRun", "pipeline: archive-is-away"), 503, "archive_unavailable");
    }

    @Test
    void withoutAWorkerNothingIsTold() {
        try (Installation unattended = Installation.unattended("preview-unattended")) {
            HttpResponse<String> answer = unattended.http().post("/runs?dryRun", YAML);

            assertProblem(answer, 503, "worker_unavailable");
            Awaitility.await()
                    .until(
                            () -> unattended
                                    .client()
                                    .listExecutions("WorkflowType = 'Preview' AND ExecutionStatus = 'TimedOut'")
                                    .count(),
                            count -> count == 1);
        }
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
    }
}
