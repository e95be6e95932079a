package dev.forge.worker;

import static dev.forge.worker.Asking.change;
import static dev.forge.worker.Asking.goOn;
import static dev.forge.worker.Asking.refusalOf;
import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.runsUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.Quantity;
import dev.forge.contract.run.RunChange;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.StepTask;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeTest {
    private static final String FIX = """
            {"step": "monthly", "change": {
              "image": "monthly:2", "command": ["sh"], "args": ["--run", "${run.id}", 1.10],
              "env": {"UNITS": "metric", "TOKEN": {"secret": "station", "key": "token"}},
              "resources": {"memory": "1Gi"}, "timeout": "1h"}}""";

    @Test
    void aHeldStepIsMendedAndContinued() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = held(stage);

            List<RunChange.Field> fields = change(run, FIX).fields();
            goOn(run, "");

            RunReport report = stage.result(run);
            StepTask mended = activities.tasks.get(4);
            assertThat(mended.image()).isEqualTo("monthly:2");
            assertThat(mended.command()).containsExactly("sh");
            assertThat(mended.args()).containsExactly("--run", Stage.RUN_ID, "1.10");
            assertThat(mended.env())
                    .isEqualTo(Map.of(
                            "UNITS", EnvValue.text("metric"), "TOKEN", new EnvValue.SecretKey("station", "token")));
            assertThat(mended.resources().memory()).contains(new Quantity("1Gi"));
            assertThat(mended.timeout()).isEqualTo(Duration.ofHours(1));
            assertThat(report.steps().get(1).image()).isEqualTo("monthly:2");
            assertThat(report.changes()).extracting(RunChange::step).containsExactly("monthly");
            assertThat(report.changes().getFirst().fields())
                    .isEqualTo(fields)
                    .containsExactlyInAnyOrder(
                            field("image", "monthly:1", "monthly:2"),
                            new RunChange.Field("command", Optional.empty(), Optional.of("[\"sh\"]")),
                            new RunChange.Field(
                                    "args",
                                    Optional.empty(),
                                    Optional.of("[\"--run\", \"" + Stage.RUN_ID + "\", \"1.10\"]")),
                            new RunChange.Field("env.UNITS", Optional.empty(), Optional.of("metric")),
                            new RunChange.Field(
                                    "env.TOKEN", Optional.empty(), Optional.of("{secret: station, key: token}")),
                            new RunChange.Field("resources.memory", Optional.empty(), Optional.of("1Gi")),
                            field("timeout", "15m", "1h"));
            assertThat(stage.memoReport(run).changes()).isEqualTo(report.changes());
            assertThat(activities.concluded.getFirst().report().changes()).isEqualTo(report.changes());
        }
    }

    @Test
    void nullRemovesAndASecondChangeMergesIntoTheFirst() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = held(stage);
            change(run, FIX);

            change(
                    run,
                    "{\"step\": \"monthly\", \"change\": {\"env\": {\"UNITS\": null}, \"args\": null, \"timeout\": null}}");
            goOn(run, "");

            assertThat(stage.result(run).changes()).hasSize(2);
            StepTask mended = activities.tasks.get(4);
            assertThat(mended.env()).containsOnlyKeys("TOKEN");
            assertThat(mended.args()).isEmpty();
            assertThat(mended.timeout()).isEqualTo(Duration.ofMinutes(15));
            assertThat(mended.image()).isEqualTo("monthly:2");
        }
    }

    @Test
    void whatIsSoAlreadyIsNoChange() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = held(stage);
            change(run, FIX);

            assertThat(change(run, FIX).fields()).isEmpty();

            assertThat(progress(run).changes()).hasSize(1);
            goOn(run, "");
            stage.result(run);
        }
    }

    @Test
    void allMistakesOfAChangeAreToldAtOnceByTheirPointers() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = held(stage);

            ApplicationFailure refusal = refusalOf(() -> change(run, """
                    {"step": "monthly", "change": {"image": null, "timeout": 15, "resources": {"memory": "512"},
                     "retry": {}, "env": {"A": "${steps.chart.output}", "UNITS": null}, "args": ["${watch.key}"]}}"""));

            assertThat(refusal.getType()).isEqualTo("INVALID");
            assertThat(refusal.getDetails().get(0, Problem[].class))
                    .extracting(Problem::pointer)
                    .containsExactlyInAnyOrder(
                            "/image", "/timeout", "/resources/memory", "/retry", "/env/A", "/env/UNITS");
            assertThat(refusalOf(() ->
                                    change(run, "{\"step\": \"monthly\", \"change\": {\"args\": [\"${watch.key}\"]}}"))
                            .getOriginalMessage())
                    .contains("${watch.key} has no value in this run");
            assertThat(refusalOf(() -> change(run, "{\"step\": \"monthly\", \"change\": {}}"))
                            .getOriginalMessage())
                    .contains("nothing is to be changed");
            assertThat(progress(run).changes()).isEmpty();
            goOn(run, "");
            stage.result(run);
        }
    }

    @Test
    void aStepThatHasSucceededOrRunsOrIsNotThereIsNotChanged() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntil(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();

            assertThat(typeOf(run, "source")).isEqualTo("STEP_SUCCEEDED");
            assertThat(typeOf(run, "monthly")).isEqualTo("STEP_RUNNING");
            assertThat(typeOf(run, "mothly")).isEqualTo("NO_SUCH_STEP");

            change(run, "{\"step\": \"chart\", \"change\": {\"timeout\": \"1h\"}}");
            ended.countDown();
            stage.result(run);
            assertThat(activities.tasks.get(2).timeout()).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void whatRunsWithThePlatformsRightsStaysThePlatforms() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = held(stage);

            assertThat(refusalOf(() -> change(
                                    run, "{\"step\": \"sink\", \"change\": {\"image\": \"evil:1\", \"args\": []}}"))
                            .getDetails()
                            .get(0, Problem[].class))
                    .extracting(Problem::pointer)
                    .containsExactly("/image", "/args");
            assertThat(typeOf(run, "sink", "null")).isEqualTo("INVALID");
            change(run, "{\"step\": \"sink\", \"change\": {\"resources\": {\"memory\": \"1Gi\"}}}");
            goOn(run, "");
            stage.result(run);
            assertThat(activities.tasks.getLast().resources().memory()).contains(new Quantity("1Gi"));
        }
    }

    private static String typeOf(WorkflowStub run, String step) {
        return typeOf(run, step, "\"1h\"");
    }

    private static String typeOf(WorkflowStub run, String step, String timeout) {
        return refusalOf(() -> change(run, "{\"step\": \"" + step + "\", \"change\": {\"timeout\": " + timeout + "}}"))
                .getType();
    }

    private static RunChange.Field field(String name, String before, String after) {
        return new RunChange.Field(name, Optional.of(before), Optional.of(after));
    }

    private static WorkflowStub held(Stage stage) {
        WorkflowStub run = stage.start("{}");
        await().until(() -> progress(run).state() == RunState.HELD);
        return run;
    }
}
