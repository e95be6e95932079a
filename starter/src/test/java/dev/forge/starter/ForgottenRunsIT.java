package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.TemporalServer;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs that have outlived Temporal's retention. */
class ForgottenRunsIT {
    private static final String RUN = "weather-of-last-year";
    private static final AttemptId ATTEMPT = new AttemptId(RUN, "execution-1", "monthly", 1);

    private static final RunOrigin ORIGIN = new RunOrigin(
            Optional.of(7),
            Optional.of("every-night"),
            Map.of("team", "climate"),
            Map.of("station", TextNode.valueOf("oslo")),
            Optional.of(new WatchedObject("weather", "in/oslo.csv", "0cc1", 2048)));

    private static Archive archive;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        RunReport report = Reports.running(RUN, Reports.step("monthly", StepState.SUCCEEDED, Reports.ended(ATTEMPT)))
                .withEnd(RunState.SUCCEEDED, Optional.of(Reports.NOON.plusSeconds(60)), Optional.empty());
        archive.runs().record(new RunRecord(report, new Execution("execution-1", Reports.NOON), 1, ORIGIN));
        forge = Installation.attended("forgotten", archive).warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @Test
    void isToldByTheArchive() {
        HttpResponse<String> answer = http.get("/runs/" + RUN);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatJson(answer.body()).node("state").isEqualTo("SUCCEEDED");
        assertThatJson(answer.body()).node("endedAt").isEqualTo("2026-11-21T12:01:00Z");
        assertThatJson(answer.body()).node("steps[0].attempts[0].name").isEqualTo(ATTEMPT.name());
        assertThatJson(answer.body()).node("temporal.runId").isEqualTo("execution-1");
        assertThatJson(answer.body()).node("pipelineVersion").isEqualTo(7);
        assertThatJson(answer.body()).node("scheduledBy").isEqualTo("every-night");
        assertThatJson(answer.body()).node("labels").isEqualTo("{team: 'climate'}");
        assertThatJson(answer.body()).node("parameters").isEqualTo("{station: 'oslo'}");
        assertThatJson(answer.body())
                .node("watch")
                .isEqualTo("{bucket: 'weather', key: 'in/oslo.csv', etag: '0cc1', size: 2048}");
    }

    @Test
    void stillHasItsLogs() {
        forge.logs().write(ATTEMPT, "reading 2019.csv\n");
        forge.logs().complete(ATTEMPT);

        assertThat(http.get("/runs/" + RUN + "/steps/monthly/logs").body()).isEqualTo("reading 2019.csv\n");
    }

    @Test
    void cannotBeCanceledAnyMore() {
        HttpResponse<String> answer = http.post("/runs/" + RUN + "/cancel", "{}", "application/json");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThatJson(answer.body()).node("code").isEqualTo("run_ended");
    }

    @Test
    void whatTheArchiveDoesNotKnowEitherIsNotThere() {
        HttpResponse<String> answer = http.get("/runs/never");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThatJson(answer.body()).node("code").isEqualTo("run_not_found");
    }

    @Test
    void withoutItsPostgresOnlyTheForgottenAreMissed() {
        ArchiveSettings nobody = new ArchiveSettings(
                "jdbc:postgresql://127.0.0.1:" + TemporalServer.freePort() + "/forge", "forge", "secret", 1);
        try (Archive away = Archive.open(nobody);
                Installation other =
                        Installation.attended("forgotten-away", away).warm()) {
            HttpResponse<String> forgotten = other.http().get("/runs/" + RUN);
            assertThat(forgotten.statusCode()).isEqualTo(503);
            assertThatJson(forgotten.body()).node("code").isEqualTo("archive_unavailable");
            assertThat(forgotten.headers().firstValue("Retry-After")).isPresent();

            String open = other.submit("weather");
            assertThat(other.http().get("/runs/" + open).statusCode()).isEqualTo(200);
        }
    }
}
