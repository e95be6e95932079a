package dev.forge.worker;

import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.ScriptedActivities.exits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.ResultsKept;
import io.temporal.activity.Activity;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final Plan PLAN =
            Plans.of(Plans.leaving("monthly", "summary.json", "by/month.json"), Plans.module("chart"));

    @Test
    void resultsAreKeptOnceTheModuleHasSucceededAndBeforeTheNextStepBegins() {
        ScriptedActivities activities = new ScriptedActivities(PLAN).when("monthly", exits(1));

        try (Stage stage = new Stage(activities)) {
            assertThat(stage.result(stage.start("{}")).state()).isEqualTo(RunState.SUCCEEDED);
        }
        assertThat(activities.calls)
                .containsSubsequence(
                        "execute monthly 2", "keep [summary.json, by/month.json] of monthly 2", "execute chart 1")
                .filteredOn(call -> call.startsWith("keep"))
                .hasSize(1);
    }

    @Test
    void aStepWithoutResultsAsksNothing() {
        ScriptedActivities activities = new ScriptedActivities(Plans.weather());

        try (Stage stage = new Stage(activities)) {
            stage.result(stage.start("{}"));
        }
        assertThat(activities.calls).noneMatch(call -> call.startsWith("keep"));
    }

    @Test
    void aStepThatDidNotLeaveWhatItPromisedFailsWithoutARetry() {
        ScriptedActivities activities = new ScriptedActivities(PLAN);
        activities.keepingResults = () -> new ResultsKept.None(
                Failure.of(Category.CONFIGURATION, "exited 0 without the result summary.json", "write it"));

        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            assertThatThrownBy(() -> run.getResult(RunReport.class)).isInstanceOf(WorkflowFailedException.class);

            RunReport report = progress(run);
            assertThat(report.state()).isEqualTo(RunState.FAILED);
            assertThat(report.failure().orElseThrow().sentence())
                    .isEqualTo("monthly: exited 0 without the result summary.json (not worth a retry). Try: write it");
            StepReport monthly = report.steps().getFirst();
            assertThat(monthly.state()).isEqualTo(StepState.FAILED);
            assertThat(monthly.attempts()).hasSize(1);
            assertThat(report.steps().getLast().state()).isEqualTo(StepState.WAITING);
        }
        assertThat(activities.calls)
                .contains("finish monthly 1", "conclude FAILED")
                .doesNotContain("execute chart 1");
    }

    @Test
    void anArchiveThatIsAwayHoldsTheStepUpUntilItIsBack() {
        ScriptedActivities activities = new ScriptedActivities(PLAN);
        CountDownLatch back = new CountDownLatch(1);
        AtomicInteger tries = new AtomicInteger();
        activities.keepingResults = () -> {
            if (tries.incrementAndGet() < 4) {
                throw new IllegalStateException("the archive is away");
            }
            awaitQuietly(back);
            return new ResultsKept.All();
        };

        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            await().until(() -> tries.get() == 4);

            assertThat(progress(run).state()).isEqualTo(RunState.RUNNING);
            assertThat(progress(run).steps().getFirst().state()).isEqualTo(StepState.RUNNING);
            assertThat(activities.calls).doesNotContain("execute chart 1");

            back.countDown();
            assertThat(stage.result(run).state()).isEqualTo(RunState.SUCCEEDED);
        }
        assertThat(activities.calls.stream().filter(call -> call.startsWith("execute monthly")))
                .hasSize(1);
    }

    @Test
    void aCancelWaitsForWhoeverKeepsResultsAndLeavesNoneOfAStepThatIsCanceled() {
        ScriptedActivities activities = new ScriptedActivities(PLAN);
        CountDownLatch keeping = new CountDownLatch(1);
        CountDownLatch heard = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        activities.keepingResults = () -> {
            keeping.countDown();
            try {
                untilCanceled();
            } catch (ActivityCanceledException canceled) {
                heard.countDown();
                awaitQuietly(over);
                activities.calls.add("kept nothing");
                throw canceled;
            }
            throw new AssertionError("it beats until it is canceled");
        };

        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            awaitQuietly(keeping);
            run.cancel();
            awaitQuietly(heard);

            assertThat(progress(run).state()).isEqualTo(RunState.CANCELING);

            over.countDown();
            assertThatThrownBy(() -> run.getResult(RunReport.class)).isInstanceOf(WorkflowFailedException.class);
            RunReport report = progress(run);
            assertThat(report.state()).isEqualTo(RunState.CANCELED);
            assertThat(report.steps().getFirst().state()).isEqualTo(StepState.CANCELED);
        }
        assertThat(activities.calls)
                .containsSubsequence("kept nothing", "conclude CANCELED")
                .doesNotContain("execute chart 1");
    }

    @Test
    void aCancelThatComesTooLateForTheResultsLeavesTheStepASuccess() {
        ScriptedActivities activities = new ScriptedActivities(PLAN);
        CountDownLatch keeping = new CountDownLatch(1);
        activities.keepingResults = () -> {
            keeping.countDown();
            try {
                untilCanceled();
            } catch (ActivityCanceledException canceled) {
                return new ResultsKept.All();
            }
            throw new AssertionError("it beats until it is canceled");
        };

        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            awaitQuietly(keeping);
            run.cancel();

            assertThatThrownBy(() -> run.getResult(RunReport.class)).isInstanceOf(WorkflowFailedException.class);
            RunReport report = progress(run);
            assertThat(report.state()).isEqualTo(RunState.CANCELED);
            assertThat(report.steps().getFirst().state()).isEqualTo(StepState.SUCCEEDED);
        }
        assertThat(activities.calls).doesNotContain("execute chart 1");
    }

    private static void untilCanceled() {
        while (true) {
            Activity.getExecutionContext().heartbeat("keeps");
            Thread.onSpinWait();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
