package dev.forge.contract.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.SecretReference;
import dev.forge.contract.pipeline.Concurrency;
import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.OnFailure;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryFormatTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    @Test
    void aPlanReadsBackAsItWasWritten() throws Exception {
        Resolution plan = new Resolution.Plan(
                "weather",
                List.of(new StepPlan(
                        "monthly",
                        StepKind.MODULE,
                        "weather-monthly:1",
                        List.of("sh"),
                        List.of("--by", "month"),
                        Map.of("UNITS", EnvValue.text("metric"), "TOKEN", new EnvValue.SecretKey("station", "token")),
                        new Resources(Optional.of(new Quantity("500m")), Optional.empty()),
                        Duration.ofMinutes(15),
                        RetryRule.DEFAULT)),
                5,
                Duration.ofSeconds(10),
                Duration.ofDays(7),
                Duration.ZERO,
                Optional.of(3),
                Map.of("station", "seattle"),
                Map.of("team", "climate"),
                OnFailure.HOLD,
                Optional.of(new Concurrency(Optional.of("acme"), 2, Concurrency.Policy.REPLACE)),
                Optional.of(new LogTarget("small", "weather/job.weather-1.log")),
                List.of(
                        new NotificationTarget.Webhook(
                                "https://example.com/forge",
                                new SecretReference("forge-webhook", "signing"),
                                List.of(Ending.FAILED)),
                        new NotificationTarget.QueueReply(
                                NotificationTarget.Broker.SQS,
                                "https://sqs.example.com/1/replies",
                                Optional.of("17"))));

        String json = HistoryFormat.mapper().writerFor(Resolution.class).writeValueAsString(plan);

        assertThat(HistoryFormat.mapper().readValue(json, Resolution.class)).isEqualTo(plan);
        assertThat(json).contains("\"PT15M\"", "\"cpu\":\"500m\"").doesNotContain("null");
    }

    @Test
    void aPlanOfAnEarlierReleaseHasNoVersionParametersAndLabelsAndFailsWithItsSteps() throws Exception {
        String earlier = """
                {"resolution": "PLAN", "pipeline": "weather", "steps": [], "disruptionLimit": 5,
                "heartbeatTimeout": "PT10S", "keepWorkspace": "PT168H", "keepAfterSuccess": "PT0S"}""";

        assertThat(HistoryFormat.mapper().readValue(earlier, Resolution.class))
                .isEqualTo(new Resolution.Plan(
                        "weather", List.of(), 5, Duration.ofSeconds(10), Duration.ofDays(7), Duration.ZERO));
    }

    @Test
    void aRefusalOfAnEarlierReleaseTellsNobody() throws Exception {
        assertThat(HistoryFormat.mapper()
                        .readValue(
                                "{\"resolution\": \"REFUSAL\", \"pipeline\": \"weather\", \"problems\": []}",
                                Resolution.class))
                .isEqualTo(new Resolution.Refusal("weather", List.of()));
    }

    @Test
    void aPreviewByAWorkerOfAnEarlierReleaseTellsNoConcurrency() throws Exception {
        String earlier = """
                {"preview": "PLANNED", "pipeline": "weather", "parameters": {}, "labels": {}, "onFailure": "fail",
                "steps": []}""";

        assertThat(HistoryFormat.mapper().readValue(earlier, Preview.class))
                .isEqualTo(new Preview.Planned(
                        "weather", Optional.empty(), Map.of(), Map.of(), "fail", Optional.empty(), List.of()));
    }

    @Test
    void aReportOfAnEarlierReleaseHasNoChanges() throws Exception {
        String earlier = """
                {"id": "a", "key": "a", "pipeline": "weather", "state": "FAILED", "startedAt": "2026-11-21T12:00:00Z",
                "steps": []}""";

        RunReport report = HistoryFormat.mapper().readValue(earlier, RunReport.class);

        assertThat(report.changes()).isEmpty();
        assertThat(HistoryFormat.mapper().writeValueAsString(report)).doesNotContain("changes");
    }

    @Test
    void aRefusalReadsBackAsItWasWritten() throws Exception {
        Resolution refusal = new Resolution.Refusal(
                "weather",
                List.of(Problem.at("/modules", 3, 1, "none", "add one")),
                List.of(new NotificationTarget.QueueReply(
                        NotificationTarget.Broker.RABBITMQ, "replies", Optional.empty())));

        String json = HistoryFormat.mapper().writerFor(Resolution.class).writeValueAsString(refusal);

        assertThat(HistoryFormat.mapper().readValue(json, Resolution.class)).isEqualTo(refusal);
    }

    @Test
    void everyOutcomeReadsBackAsItWasWritten() throws Exception {
        Failure failure = Failure.of(Category.MODULE_EXIT, "exited with 3", "read its log")
                .withExitCode(3);
        for (StepOutcome outcome : List.of(
                new StepOutcome.Succeeded(Optional.of(NOON), NOON, "42"),
                new StepOutcome.Failed(Optional.empty(), NOON, "so far", failure),
                new StepOutcome.Disrupted(Optional.of(NOON), NOON, failure))) {
            String json = HistoryFormat.mapper().writeValueAsString(outcome);
            assertThat(HistoryFormat.mapper().readValue(json, StepOutcome.class))
                    .isEqualTo(outcome);
        }
    }

    @Test
    void aCancelRecordedByAnEarlierReleaseNamesNoOpenAttempt() throws Exception {
        String older = "{\"runId\":\"weather-5\",\"execution\":\"execution-1\"}";

        assertThat(HistoryFormat.mapper().readValue(older, RunActivities.Canceling.class))
                .isEqualTo(new RunActivities.Canceling("weather-5", "execution-1", List.of()));
    }

    @Test
    void aCancelReadsBackAsItWasWrittenAndIsARunToAnEarlierRelease() throws Exception {
        StepTask task = new StepTask(
                new AttemptId("weather-5", "execution-1", "monthly", 1),
                StepKind.MODULE,
                "weather-monthly:1",
                List.of("sh"),
                List.of("--by", "month"),
                Map.of("TOKEN", new EnvValue.SecretKey("station", "token")),
                Resources.NONE,
                Duration.ofMinutes(15),
                StepTask.Workspace.CONTINUED);
        RunActivities.Canceling run = new RunActivities.Canceling("weather-5", "execution-1", List.of(task));

        String json = HistoryFormat.mapper().writeValueAsString(run);

        assertThat(HistoryFormat.mapper().readValue(json, RunActivities.Canceling.class))
                .isEqualTo(run);
        assertThat(HistoryFormat.mapper().readValue(json, RunActivities.RunRef.class))
                .isEqualTo(new RunActivities.RunRef("weather-5", "execution-1"));
    }

    @Test
    void fieldsOfANewerReleaseAreIgnored() throws Exception {
        String newer = "{\"outcome\":\"SUCCEEDED\",\"endedAt\":\"2026-11-21T12:00:00Z\",\"output\":\"\",\"carbon\":3}";

        assertThat(HistoryFormat.mapper().readValue(newer, StepOutcome.class))
                .isInstanceOf(StepOutcome.Succeeded.class);
    }
}
