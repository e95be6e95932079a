package dev.forge.worker;

import static dev.forge.worker.ScriptedActivities.disrupted;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.fails;
import static dev.forge.worker.ScriptedActivities.runsUntilCanceled;
import static dev.forge.worker.ScriptedActivities.succeeds;
import static dev.forge.worker.ScriptedActivities.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.Resolution;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void aFailedAttemptIsRetriedAfterADelayThatDoubles() {
        RetryRule rule = new RetryRule(3, Duration.ofMinutes(1), List.of(), List.of());
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly", rule)))
                .when("monthly", exits(1), exits(1), exits(1));
        try (Stage stage = new Stage(activities)) {
            RunReport report = stage.result(stage.start("{}"));

            List<AttemptReport> attempts = report.steps().getFirst().attempts();
            assertThat(attempts).extracting(AttemptReport::number).containsExactly(1, 2, 3, 4);
            assertThat(attempts)
                    .extracting(AttemptReport::counts)
                    .containsExactly(Counts.FIRST, Counts.RETRY, Counts.RETRY, Counts.RETRY);
            assertThat(secondsBetween(attempts, 0)).isBetween(60L, 70L);
            assertThat(secondsBetween(attempts, 1)).isBetween(120L, 130L);
            assertThat(secondsBetween(attempts, 2)).isBetween(240L, 250L);
            assertThat(report.steps().getFirst().retries()).isEqualTo(3);
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
    void anExitCodeThatIsNotWorthARetryFailsAtOnce() {
        RetryRule rule = new RetryRule(5, Duration.ofSeconds(1), List.of(64), List.of());
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly", rule))).when("monthly", exits(1), exits(64));
        try (Stage stage = new Stage(activities)) {
            ApplicationFailure failure = failureOf(stage.start("{}"));

            assertThat(failure.getOriginalMessage()).contains("exit 64; not worth a retry");
            assertThat(activities.tasks).hasSize(2);
        }
    }

    @Test
    void onlyTheExitCodesThatAreNamedAreRetried() {
        RetryRule rule = new RetryRule(5, Duration.ofSeconds(1), List.of(), List.of(75));
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly", rule))).when("monthly", exits(75), exits(1));
        try (Stage stage = new Stage(activities)) {
            failureOf(stage.start("{}"));

            assertThat(activities.tasks).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Category.class,
            names = {"IMAGE", "CONFIGURATION", "SOURCE_MISSING", "SOURCE_DENIED", "SINK_DENIED"})
    void whatNoRetryWouldMendIsNotRetried(Category category) {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).when("monthly", fails(category));
        try (Stage stage = new Stage(activities)) {
            assertThat(failureOf(stage.start("{}")).getType()).isEqualTo(category.name());
            assertThat(activities.tasks).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Category.class,
            names = {"TIMEOUT", "OUT_OF_MEMORY", "STORAGE", "INTERNAL"})
    void whatAnotherAttemptMayMendIsRetried(Category category) {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).when("monthly", fails(category));
        try (Stage stage = new Stage(activities)) {
            StepReport step = stage.result(stage.start("{}")).steps().getFirst();

            assertThat(step.state()).isEqualTo(StepState.SUCCEEDED);
            assertThat(step.retries()).isEqualTo(1);
        }
    }

    @Test
    void aDisruptionIsRepeatedAndNeverCostsARetry() {
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly")))
                .when("monthly", disrupted(), exits(1), disrupted(), exits(1));
        try (Stage stage = new Stage(activities)) {
            StepReport step = stage.result(stage.start("{}")).steps().getFirst();

            assertThat(step.retries()).isEqualTo(2);
            assertThat(step.disruptions()).isEqualTo(2);
            assertThat(step.attempts())
                    .extracting(AttemptReport::counts)
                    .containsExactly(Counts.FIRST, Counts.DISRUPTION, Counts.RETRY, Counts.DISRUPTION, Counts.RETRY);
        }
    }

    @Test
    void disruptionsHaveABudgetOfTheirOwn() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).always("monthly", disrupted());
        try (Stage stage = new Stage(activities)) {
            ApplicationFailure failure = failureOf(stage.start("{}"));

            assertThat(failure.getOriginalMessage()).contains("retries 0/2; disruptions 3/3");
            assertThat(activities.tasks).hasSize(4);
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

    @ParameterizedTest
    @ValueSource(strings = {"source", "monthly", "sink"})
    void aCancelDuringAStepEndsItsAttemptAndThenTheRun(String step) throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(Plans.weather()).when(step, runsUntilCanceled(started));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();

            run.cancel("wrong input");

            assertCanceled(run);
            RunReport report = stage.memoReport(run);
            assertThat(report.state()).isEqualTo(RunState.CANCELED);
            assertThat(report.reason()).contains("wrong input");
            assertThat(stateOf(report, step)).isEqualTo(StepState.CANCELED);
            assertThat(activities.calls).contains("end");
            assertThat(activities.tasks)
                    .extracting(task -> task.attempt().step())
                    .endsWith(step);
        }
    }

    @Test
    void whatIsBeingCanceledSaysSoAndWhyUntilNothingIsLeft() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", ScriptedActivities.endsSlowly(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();

            run.cancel("wrong input");

            await().until(() -> progress(run).state() == RunState.CANCELING);
            assertThat(progress(run).reason()).contains("wrong input");
            ended.countDown();
            assertCanceled(run);
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
    void aCancelBetweenTwoTriesOfTheActivityEndsWhatRunsToo() throws Exception {
        CountDownLatch thrown = new CountDownLatch(2);
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).always("monthly", throwing(thrown));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            thrown.await();

            run.cancel();

            assertCanceled(run);
            assertThat(activities.calls).contains("end");
        }
    }

    @Test
    void aCancelDuringTheDelayBeforeARetryLeavesNoAttemptBehind() {
        RetryRule rule = new RetryRule(3, Duration.ofMinutes(5), List.of(), List.of());
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly", rule))).when("monthly", exits(1));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            await().until(() -> stateOf(progress(run), "monthly") == StepState.RETRYING);

            run.cancel();

            assertCanceled(run);
            assertThat(activities.tasks).hasSize(1);
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
    void infrastructureThatFailsIsTriedAgainAndCostsNothing() {
        CountDownLatch thrown = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly")))
                .when("monthly", throwing(thrown), throwing(thrown), throwing(thrown));
        try (Stage stage = new Stage(activities)) {
            StepReport step = stage.result(stage.start("{}")).steps().getFirst();

            assertThat(step.attempts()).hasSize(1);
            assertThat(step.retries()).isZero();
        }
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
            failureOf(stage.start("{}"));

            long before = stage.temporal.currentTimeMillis();
            stage.awaitCleanup();
            long kept = stage.temporal.currentTimeMillis() - before;

            assertThat(Duration.ofMillis(kept)).isGreaterThanOrEqualTo(Duration.ofDays(7));
            assertThat(activities.calls).containsSubsequence("release", "clean");
        }
    }

    private static RunReport progress(WorkflowStub run) {
        return run.query("progress", RunReport.class);
    }

    private static StepState stateOf(RunReport report, String step) {
        return report.steps().stream()
                .filter(each -> each.name().equals(step))
                .map(StepReport::state)
                .findFirst()
                .orElse(StepState.WAITING);
    }

    private static long secondsBetween(List<AttemptReport> attempts, int index) {
        return Duration.between(
                        attempts.get(index).launchedAt(),
                        attempts.get(index + 1).launchedAt())
                .toSeconds();
    }

    private static ApplicationFailure failureOf(WorkflowStub run) {
        WorkflowFailedException failed =
                catchThrowableOfType(WorkflowFailedException.class, () -> run.getResult(RunReport.class));
        assertThat(failed).hasCauseInstanceOf(ApplicationFailure.class);
        return (ApplicationFailure) failed.getCause();
    }

    private static void assertCanceled(WorkflowStub run) {
        WorkflowFailedException failed =
                catchThrowableOfType(WorkflowFailedException.class, () -> run.getResult(RunReport.class));
        assertThat(failed).hasCauseInstanceOf(CanceledFailure.class);
    }
}
