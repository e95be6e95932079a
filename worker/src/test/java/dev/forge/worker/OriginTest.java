package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.pipeline.OnFailure;
import dev.forge.contract.pipeline.WatchedObject;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.contract.workflow.RunAttributes;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OriginTest {
    private static final WatchedObject OSLO = new WatchedObject("weather", "in/oslo.csv", "0cc1", 2048);

    @Test
    void aRunTellsWhereItComesFrom() {
        WorkflowExecutionDescription run = run(plan(Map.of("station", "oslo")));

        assertThat(memo(run, RunAttributes.MEMO_PIPELINE_VERSION, Integer.class))
                .contains(7);
        assertThat(memo(run, RunAttributes.MEMO_LABELS, Map.class)).contains(Map.of("team", "climate"));
        assertThat(memo(run, RunAttributes.MEMO_PARAMETERS, Map.class)).contains(Map.of("station", "oslo"));
    }

    @Test
    void parametersThatAreTooLongForAMemoAreNotThereAndTheRunGoesOn() {
        WorkflowExecutionDescription run = run(plan(Map.of("station", "o".repeat(1_000_000))));

        assertThat(memo(run, RunAttributes.MEMO_PARAMETERS, Map.class)).isEmpty();
        assertThat(memo(run, RunAttributes.MEMO_LABELS, Map.class)).contains(Map.of("team", "climate"));
    }

    @Test
    void whoeverIsToldOfARunAndTheArchiveLearnTheObjectThatItIsFor() {
        QueueReply reply = new QueueReply(Broker.RABBITMQ, "replies", Optional.empty());
        ScriptedActivities activities = new ScriptedActivities(plan(Map.of()).telling(List.of(reply)));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}", Map.of(RunAttributes.MEMO_WATCH, OSLO));
            stage.result(run);

            assertThat(activities.concluded).extracting(Conclusion::watch).containsExactly(Optional.of(OSLO));
            stage.deliveries(run);
            assertThat(stage.told.notifications)
                    .extracting(notification -> notification.end().watch())
                    .containsExactly(Optional.of(OSLO));
            assertThat(run.query("conclusion", Conclusion.class).watch()).contains(OSLO);
        }
    }

    @Test
    void aMemoThatIsNotOfOurMakingKeepsNoRunFromItsEnd() {
        ScriptedActivities activities = new ScriptedActivities(plan(Map.of()));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}", Map.of(RunAttributes.MEMO_WATCH, "in/oslo.csv"));

            assertThat(stage.result(run).state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(activities.concluded).extracting(Conclusion::watch).containsExactly(Optional.empty());
        }
    }

    private static WorkflowExecutionDescription run(Plan plan) {
        try (Stage stage = new Stage(new ScriptedActivities(plan))) {
            WorkflowStub run = stage.start("{}");
            run.getResult(RunReport.class);
            return run.describe();
        }
    }

    private static <T> Optional<T> memo(WorkflowExecutionDescription run, String field, Class<T> type) {
        return Optional.ofNullable(run.getMemo(field, type, type));
    }

    private static Plan plan(Map<String, String> parameters) {
        return new Plan(
                "weather",
                List.of(Plans.module("monthly")),
                3,
                Duration.ofSeconds(10),
                Duration.ofDays(7),
                Duration.ZERO,
                Optional.of(7),
                parameters,
                Map.of("team", "climate"),
                OnFailure.FAIL,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
