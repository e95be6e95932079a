package dev.forge.worker;

import static dev.forge.worker.Asking.goOn;
import static dev.forge.worker.Asking.pause;
import static dev.forge.worker.Asking.refusalOf;
import static dev.forge.worker.RunEnds.assertCanceled;
import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.ScriptedActivities.disrupted;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.runsUntil;
import static dev.forge.worker.ScriptedActivities.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.StepTask;
import io.temporal.client.WorkflowStub;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HoldTest {
    @Test
    void aStepThatIsGivenUpLeavesTheRunOpenAndSaysWhyAndWhatToDo() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");

            RunReport held = held(run);

            assertThat(held.failure().orElseThrow().sentence())
                    .isEqualTo(
                            "monthly: exited with 3 (exit 3; retries 2/2). Last line: broken line. Try: read its log");
            assertThat(held.endedAt()).isEmpty();
            assertThat(held.waiting().orElseThrow().why())
                    .isEqualTo("monthly was given up, and the run is held until somebody continues it");
            assertThat(held.waiting().orElseThrow().remedy().orElseThrow())
                    .contains("PATCH /runs/{id}/steps/monthly", "/continue");
            assertThat(held.steps())
                    .extracting(StepReport::state)
                    .containsExactly(StepState.SUCCEEDED, StepState.FAILED, StepState.WAITING, StepState.WAITING);
            assertThat(stage.status(run)).isEqualTo("HELD");
            assertThat(activities.calls).doesNotContain("conclude FAILED", "clean", "release");
            run.cancel();
            assertCanceled(run);
        }
    }

    @Test
    void aHeldRunGoesOnWithTheFailedStepAndAllItsRetriesAndDisruptionsAnew() {
        ScriptedActivities activities = new ScriptedActivities(Plans.held(Plans.weather()))
                .when("monthly", exits(3), disrupted(), exits(3), exits(3), exits(4), disrupted(), exits(4));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            held(run);

            assertThat(goOn(run, "").state()).isEqualTo(RunState.RUNNING);

            RunReport report = stage.result(run);
            StepReport monthly = report.steps().get(1);
            assertThat(report.failure()).isEmpty();
            assertThat(monthly.attempts()).extracting(AttemptReport::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
            assertThat(monthly.attempts())
                    .extracting(AttemptReport::counts)
                    .containsExactly(
                            Counts.FIRST,
                            Counts.RETRY,
                            Counts.DISRUPTION,
                            Counts.RETRY,
                            Counts.CONTINUE,
                            Counts.RETRY,
                            Counts.DISRUPTION,
                            Counts.RETRY);
            assertThat(monthly.retries()).isEqualTo(2);
            assertThat(monthly.disruptions()).isEqualTo(1);
            assertThat(report.steps().getFirst().attempts()).hasSize(1);
        }
    }

    @Test
    void aHeldRunGoesOnFromAnEarlierStepAndTheLaterOnesRunAgain() {
        ScriptedActivities activities = new ScriptedActivities(Plans.held(Plans.of(
                        Plans.module("count"), Plans.module("print", "n=${steps.count.output}"), Plans.module("last"))))
                .when("count", succeeds("41"), succeeds("42"))
                .when("print", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            held(run);

            goOn(run, "{\"from\": \"count\"}");

            RunReport report = stage.result(run);
            assertThat(activities.calls)
                    .filteredOn(call -> call.startsWith("execute"))
                    .containsExactly(
                            "execute count 1",
                            "execute print 1",
                            "execute print 2",
                            "execute print 3",
                            "execute count 2",
                            "execute print 4",
                            "execute last 1");
            assertThat(activities.tasks.get(5).args()).containsExactly("n=42");
            assertThat(report.steps().get(1).attempts().getLast().counts()).isEqualTo(Counts.CONTINUE);
            assertThat(report.steps().getLast().attempts().getLast().counts()).isEqualTo(Counts.FIRST);
        }
    }

    @Test
    void aLaterStepKeepsTheWorkspaceAnewAndTheOneThatItGoesOnFromAsItWas() {
        ScriptedActivities activities = new ScriptedActivities(
                        Plans.held(Plans.of(Plans.module("count"), Plans.module("print"), Plans.module("last"))))
                .when("print", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            held(run);

            goOn(run, "{\"from\": \"count\"}");

            stage.result(run);
            assertThat(activities.tasks).extracting(StepTask::keptBefore).containsExactly(0, 0, 0, 0, 0, 4, 0);
        }
    }

    @Test
    void whatCannotBeGoneOnFromIsRefusedWithWhatCan() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            held(run);

            assertThat(refusalOf(() -> goOn(run, "{\"from\": \"chart\"}")).getOriginalMessage())
                    .isEqualTo("/from: chart comes after monthly, which has not succeeded;"
                            + " use one of: source, monthly.");
            assertThat(refusalOf(() -> goOn(run, "{\"from\": \"mothly\"}")).getOriginalMessage())
                    .isEqualTo("/from: the run has no step mothly; use one of: source, monthly.");
            assertThat(progress(run).state()).isEqualTo(RunState.HELD);
            goOn(run, "{\"from\": \"monthly\"}");
            assertThat(stage.result(run).state()).isEqualTo(RunState.SUCCEEDED);
        }
    }

    @Test
    void aRunMayBeHeldAgain() {
        ScriptedActivities activities = new ScriptedActivities(Plans.held(Plans.of(Plans.module("monthly"))))
                .when("monthly", exits(3), exits(3), exits(3), exits(4), exits(4), exits(4));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            held(run);
            goOn(run, "");
            await().until(() -> activities.tasks.size() == 6);

            assertThat(held(run).failure().orElseThrow().sentence()).startsWith("monthly: exited with 4");

            goOn(run, "");
            assertThat(stage.result(run).steps().getFirst().attempts()).hasSize(7);
        }
    }

    @Test
    void aHeldRunIsCanceledAndKeepsWhyItWasHeld() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            held(run);

            run.cancel("enough");

            assertCanceled(run);
            RunReport report = stage.memoReport(run);
            assertThat(report.state()).isEqualTo(RunState.CANCELED);
            assertThat(report.reason()).contains("enough");
            assertThat(report.waiting()).isEmpty();
            assertThat(report.failure().orElseThrow().step()).contains("monthly");
            assertThat(activities.calls).contains("end", "conclude CANCELED");
        }
    }

    @Test
    void aPauseThatWasWantedMeanwhileIsOverWithTheHold() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(Plans.held(Plans.of(Plans.module("monthly"))))
                .when("monthly", exits(3), exits(3), task -> {
                    runsUntil(started, ended).play(task);
                    return exits(3).play(task);
                });
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            pause(run, "{\"reason\": \"lunch\"}");
            ended.countDown();

            assertThat(held(run).reason()).isEmpty();
            assertThat(pause(run, "").state()).isEqualTo(RunState.HELD);

            goOn(run, "");
            assertThat(stage.result(run).state()).isEqualTo(RunState.SUCCEEDED);
        }
    }

    @Test
    void aWorkerThatRemembersNothingGoesOnWithAHeldRun() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.held(Plans.weather())).when("monthly", exits(3), exits(3), exits(3));
        try (Stage stage = Stage.forgetful(activities)) {
            WorkflowStub run = stage.start("{}");
            RunReport before = held(run);
            Asking.change(run, "{\"step\": \"monthly\", \"change\": {\"image\": \"monthly:2\"}}");

            assertThat(progress(run).failure()).isEqualTo(before.failure());
            goOn(run, "");

            RunReport report = stage.result(run);
            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.changes()).hasSize(1);
            assertThat(activities.tasks.get(4).image()).isEqualTo("monthly:2");
        }
    }

    private static RunReport held(WorkflowStub run) {
        await().until(() -> progress(run).state() == RunState.HELD);
        return progress(run);
    }
}
