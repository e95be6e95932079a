package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.contract.workflow.RebuildCounts;
import dev.forge.contract.workflow.RebuildCounts.Skipped;
import dev.forge.contract.workflow.RebuildWorkflow;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.TemporalServer;
import io.temporal.client.WorkflowStub;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The archive is filled again on request. What a worker does then, standalone's RebuildIT proves. */
class ArchiveRebuildIT {
    private static final RebuildCounts SOME =
            new RebuildCounts(7, 2, 1, List.of(new Skipped("weather-1", "0198", "no such step")));

    private static Archive archive;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        forge = Installation.attended("rebuild", archive).warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    /** There is one at a time. */
    @AfterEach
    void end() {
        if (http.get("/archive/rebuild").body().contains("\"RUNNING\"")) {
            rebuild().terminate("the test is over");
        }
    }

    @Test
    void isBegunOnceAndTellsHowFarItHasCome() {
        HttpResponse<String> first = begin();
        HttpResponse<String> second = begin();

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(first.headers().firstValue("Location")).contains("/archive/rebuild");
        assertThatJson(first.body()).isEqualTo("{joined: false, links: {self: '/archive/rebuild'}}");
        assertThat(second.statusCode()).isEqualTo(202);
        assertThatJson(second.body()).node("joined").isEqualTo(true);

        rebuild().signal("reach", SOME);

        await().untilAsserted(() -> assertThatJson(shown()).isEqualTo("""
                {state: 'RUNNING', startedAt: '${json-unit.any-string}',
                 lookedAt: 10, filled: 7, kept: 2, skipped: 1,
                 firstSkipped: [{run: 'weather-1', execution: '0198', why: 'no such step'}]}
                """));
    }

    @Test
    void whatHasEndedIsToldWithItsCountsUntilTheNextBegins() {
        begin();
        rebuild().signal("reach", SOME);
        rebuild().signal("over");

        await().untilAsserted(() -> assertThatJson(shown()).node("state").isEqualTo("SUCCEEDED"));
        assertThatJson(shown()).node("lookedAt").isEqualTo(10);
        assertThatJson(shown()).node("endedAt").isPresent();
        assertThatJson(begin().body()).node("joined").isEqualTo(false);
        await().untilAsserted(() -> assertThatJson(shown()).node("lookedAt").isEqualTo(0));
    }

    @Test
    void oneThatWasTerminatedHasFailedAndTellsHowFarItCame() {
        begin();
        rebuild().signal("reach", SOME);
        await().untilAsserted(() -> assertThatJson(shown()).node("lookedAt").isEqualTo(10));

        rebuild().terminate("enough");

        assertThatJson(shown()).node("state").isEqualTo("FAILED");
        assertThatJson(shown()).node("filled").isEqualTo(7);
    }

    @Test
    void whatItWaitsForIsTold() {
        begin();
        rebuild().signal("stumble");

        await().untilAsserted(() ->
                assertThatJson(shown()).node("waiting.why").asString().contains("PostgreSQL is away"));
    }

    @Test
    void whereNoWorkerHasBegunItThatIsSaid() {
        try (Installation unattended = Installation.unattended("rebuild-unattended", archive)) {
            assertProblem(unattended.http().get("/archive/rebuild"), 404, "rebuild_not_found");

            assertThat(begin(unattended.http()).statusCode()).isEqualTo(202);

            assertProblem(unattended.http().get("/archive/rebuild"), 503, "worker_unavailable");
        }
    }

    @Test
    void withoutAnArchiveThereIsNothingToFill() {
        try (Installation without = Installation.keeping(Archive.absent())) {
            HttpResponse<String> answer = begin(without.http());

            assertProblem(answer, 503, "archive_unavailable");
            assertThatJson(answer.body()).node("detail").asString().contains("FORGE_ARCHIVE_URL");
        }
    }

    @Test
    void anArchiveThatIsAwayIsNotFilled() {
        String url = "jdbc:postgresql://127.0.0.1:" + TemporalServer.freePort() + "/forge";
        try (Archive away = Archive.open(new ArchiveSettings(url, "forge", "secret", 1));
                Installation keeping = Installation.keeping(away)) {
            assertProblem(begin(keeping.http()), 503, "archive_unavailable");
        }
    }

    @Test
    void withoutTemporalThereIsNothingToFillItFrom() {
        try (Installation keeping = Installation.keeping(archive)) {
            assertProblem(begin(keeping.http()), 503, "temporal_unavailable");
            assertProblem(keeping.http().get("/archive/rebuild"), 503, "temporal_unavailable");
        }
    }

    private static HttpResponse<String> begin() {
        return begin(http);
    }

    /** As curl -X POST does. */
    private static HttpResponse<String> begin(Http starter) {
        return starter.send(starter.request("/archive/rebuild").POST(BodyPublishers.noBody()));
    }

    private static String shown() {
        return http.get("/archive/rebuild").body();
    }

    private static WorkflowStub rebuild() {
        return forge.client().newUntypedWorkflowStub(RebuildWorkflow.ID);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThatJson(answer.body()).node("code").isEqualTo(code);
    }
}
