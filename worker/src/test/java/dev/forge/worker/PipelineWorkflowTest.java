package dev.forge.worker;

import static dev.forge.worker.RunEnds.assertCanceled;
import static dev.forge.worker.RunEnds.failureOf;
import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.fails;
import static dev.forge.worker.ScriptedActivities.runsUntilCanceled;
import static dev.forge.worker.ScriptedActivities.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineWorkflowTest {
    @Test
    void theStepsRunInTheirOrderAndTheRunSucceeds() {
        ScriptedActivities activities = new ScriptedActivities(Plans.weather());
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{\"name\": \"weather\"}");

            RunReport report = stage.result(run);

            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.id()).isEqualTo(Stage.RUN_ID);
            assertThat(report.pipeline()).isEqualTo("weather");
            assertThat(report.steps()).extracting(StepReport::state).containsOnly(StepState.SUCCEEDED);
            assertThat(activities.calls)
                    .filteredOn(call -> call.startsWith("execute") || call.startsWith("resolve"))
                    .containsExactly(
                            "resolve {\"name\": \"weather\"}",
                            "execute source 1",
                            "execute monthly 1",
                            "execute chart 1",
                            "execute sink 1");
            assertThat(stage.memoReport(run)).isEqualTo(report);
        }
    }

    @Test
    void aWorkerThatDiesWhileItFinishesAStepIsMissedSoon() {
        try (Stage stage = new Stage(new ScriptedActivities(Plans.weather()))) {
            stage.result(stage.start("{}"));

            assertThat(stage.temporal
                            .getWorkflowClient()
                            .fetchHistory(Stage.RUN_ID)
                            .getEvents())
                    .map(HistoryEvent::getActivityTaskScheduledEventAttributes)
                    .filteredOn(
                            scheduled -> scheduled.getActivityType().getName().equals("Finish"))
                    .isNotEmpty()
                    .allSatisfy(
                            finish -> assertThat(finish.getHeartbeatTimeout().getSeconds())
                                    .isPositive());
        }
    }

    @Test
    void whatAStepFinishesIsKeptBesideTheNextStepAndAwaitedBeforeTheRunEnds() {
        ScriptedActivities activities = new ScriptedActivities(Plans.weather());
        CountDownLatch sinkRan = new CountDownLatch(1);
        activities.finishAfter.put("source", sinkRan);
        activities.when("sink", task -> {
            sinkRan.countDown();
            return succeeds("").play(task);
        });
        try (Stage stage = new Stage(activities)) {
            stage.result(stage.start("{}"));

            List<String> calls = activities.calls;
            assertThat(calls.indexOf("finish source 1")).isGreaterThan(calls.indexOf("execute sink 1"));
        }
    }

    @Test
    void aStepThatIsGivenUpFailsTheRunWithASentenceThatEndsWithWhatToTry() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");

            ApplicationFailure failure = failureOf(run);

            assertThat(failure.getOriginalMessage())
                    .isEqualTo(
                            "monthly: exited with 3 (exit 3; retries 2/2). Last line: broken line. Try: read its log");
            assertThat(failure.getType()).isEqualTo("MODULE_EXIT");
            RunReport report = failure.getDetails().get(RunReport.class);
            assertThat(report.state()).isEqualTo(RunState.FAILED);
            assertThat(report.steps())
                    .extracting(StepReport::state)
                    .containsExactly(StepState.SUCCEEDED, StepState.FAILED, StepState.WAITING, StepState.WAITING);
            assertThat(stage.memoReport(run)).isEqualTo(report);
            assertThat(activities.calls).doesNotContain("execute chart 1");
        }
    }

    @Test
    void whatAStepPutsOutReachesTheStepsAfterIt() {
        ScriptedActivities activities = new ScriptedActivities(
                        Plans.of(Plans.module("count"), Plans.module("print", "n=${steps.count.output}")))
                .when("count", succeeds("42"));
        try (Stage stage = new Stage(activities)) {
            stage.result(stage.start("{}"));

            assertThat(activities.tasks.getLast().args()).containsExactly("n=42");
        }
    }

    @Test
    void aRefusedRequestFailsTheRunWithAllMistakesAtOnce() {
        Resolution refusal = new Resolution.Refusal(
                "weather",
                List.of(
                        Problem.at("/modules/0/image", 3, 5, "module monthly has no image", "add image:"),
                        Problem.at("/sinc", 9, 1, "unknown field sinc", "did you mean sink?")));
        try (Stage stage = new Stage(new ScriptedActivities(refusal))) {
            ApplicationFailure failure = failureOf(stage.start("not even JSON"));

            assertThat(failure.getType()).isEqualTo("CONFIGURATION");
            assertThat(failure.getOriginalMessage())
                    .contains("pipeline:3:5: module monthly has no image; add image:")
                    .contains("pipeline:9:1: unknown field sinc; did you mean sink?");
            RunReport report = failure.getDetails().get(RunReport.class);
            assertThat(report.failure().orElseThrow().problems()).hasSize(2);
        }
    }

    @Test
    void aRunStartedWithoutAnyInputIsRefusedToo() {
        ScriptedActivities activities = new ScriptedActivities(
                new Resolution.Refusal("", List.of(Problem.of("", "the pipeline is empty", "write one"))));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.stub();
            run.start();

            assertThat(failureOf(run).getType()).isEqualTo("CONFIGURATION");
            assertThat(activities.calls).first().isEqualTo("resolve ");
        }
    }

    @Test
    void aRefusedNameOfAnyLengthIsCutAndItsMistakesAreTold() {
        Resolution refusal =
                new Resolution.Refusal("n".repeat(5_000), List.of(Problem.of("/name", "too long", "shorten it")));
        try (Stage stage = new Stage(new ScriptedActivities(refusal))) {
            RunReport report = failureOf(stage.start("{}")).getDetails().get(RunReport.class);

            assertThat(report.pipeline()).hasSize(63);
            assertThat(report.failure().orElseThrow().problems()).hasSize(1);
        }
    }

    @Test
    void aRunTellsItsProgressWhileItRuns() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntilCanceled(started));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();

            RunReport progress = progress(run);

            assertThat(progress.state()).isEqualTo(RunState.RUNNING);
            assertThat(progress.steps())
                    .extracting(StepReport::state)
                    .containsExactly(StepState.SUCCEEDED, StepState.RUNNING, StepState.WAITING, StepState.WAITING);
            run.cancel();
            assertCanceled(run);
        }
    }

    @Test
    void aRunEndsWhenItsEndIsKept() {
        ScriptedActivities activities = new ScriptedActivities(Plans.weather());
        activities.untilConcluded = new CountDownLatch(1);
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            await().until(() -> !activities.concluded.isEmpty());

            RunReport meanwhile = progress(run);
            assertThat(meanwhile.state()).isEqualTo(RunState.RUNNING);
            assertThat(meanwhile.endedAt()).isEmpty();
            assertThat(meanwhile.waiting().orElseThrow().why()).contains("archive");

            activities.untilConcluded.countDown();
            RunReport report = stage.result(run);
            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(activities.concluded).extracting(Conclusion::report).containsExactly(report);
            assertThat(stage.memoReport(run)).isEqualTo(report);
            assertThat(progress(run)).isEqualTo(report);
        }
    }

    @Test
    void aRunIsKeptHoweverItEnds() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ScriptedActivities canceled =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntilCanceled(started));
        try (Stage stage = new Stage(canceled)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            run.cancel("enough");
            assertCanceled(run);
        }
        assertThat(canceled.calls).containsOnlyOnce("conclude CANCELED");

        ScriptedActivities failed = new ScriptedActivities(Plans.weather()).always("chart", exits(3));
        try (Stage stage = new Stage(failed)) {
            assertThat(failureOf(stage.start("{}"))).isNotNull();
        }
        assertThat(failed.calls).containsOnlyOnce("conclude FAILED");
        assertThat(failed.concluded.getFirst().report().failure()).isPresent();

        ScriptedActivities refused = new ScriptedActivities(
                new Resolution.Refusal("weather", List.of(Problem.at("/modules", 3, 1, "no modules", "add one"))));
        try (Stage stage = new Stage(refused)) {
            assertThat(failureOf(stage.start("{}"))).isNotNull();
        }
        assertThat(refused.calls).containsOnlyOnce("conclude FAILED");
    }

    @Test
    void theWorkspaceOfASucceededRunIsRemovedAtOnce() {
        ScriptedActivities activities = new ScriptedActivities(Plans.weather());
        try (Stage stage = new Stage(activities)) {
            stage.result(stage.start("{}"));

            await().until(() -> activities.calls.containsAll(List.of("release", "clean")));
        }
    }

    @Test
    void theWorkspaceOfAFailedRunIsKeptForItsTime() {
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly")))
                .when("monthly", fails(Category.CONFIGURATION));
        try (Stage stage = new Stage(activities)) {
            // From the run's start: the test clock may run on between the run's end and a look at it.
            long before = stage.temporal.currentTimeMillis();
            failureOf(stage.start("{}"));

            stage.awaitCleanup();
            long kept = stage.temporal.currentTimeMillis() - before;

            assertThat(Duration.ofMillis(kept)).isGreaterThanOrEqualTo(Duration.ofDays(7));
            assertThat(activities.calls).containsSubsequence("release", "clean");
        }
    }
}
