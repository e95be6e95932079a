package dev.forge.worker;

import static dev.forge.worker.Asking.change;
import static dev.forge.worker.Asking.goOn;
import static dev.forge.worker.Asking.pause;
import static dev.forge.worker.RunEnds.assertCanceled;
import static dev.forge.worker.RunEnds.failureOf;
import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.runsUntil;
import static dev.forge.worker.ScriptedActivities.runsUntilCanceled;
import static dev.forge.worker.ScriptedActivities.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.Resolution.Plan;
import io.temporal.client.WorkflowStub;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that has ended goes on in another execution under its id. */
@Timeout(60)
class ContinueTest {
    private static final Plan PRINTING =
            Plans.of(Plans.module("count"), Plans.module("print", "n=${steps.count.output}"), Plans.module("last"));

    @Test
    void aFailedRunGoesOnWithTheStepThatFailed() {
        ScriptedActivities activities = new ScriptedActivities(PRINTING)
                .when("count", succeeds("41"))
                .when("print", exits(3), exits(3), exits(3), exits(4));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub failed = stage.start("{}");
            failureOf(failed);

            RunReport report = stage.result(again(stage, failed, Optional.empty()));

            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.failure()).isEmpty();
            StepReport print = report.steps().get(1);
            assertThat(print.attempts()).extracting(AttemptReport::number).containsExactly(1, 2, 3, 4, 5);
            assertThat(print.attempts())
                    .extracting(AttemptReport::counts)
                    .containsExactly(Counts.FIRST, Counts.RETRY, Counts.RETRY, Counts.CONTINUE, Counts.RETRY);
            assertThat(print.retries()).isEqualTo(1);
            assertThat(report.steps().getFirst().attempts()).hasSize(1);
            assertThat(report.steps().getFirst().output()).isEqualTo("41");
            StepTask fourth = activities.tasks.get(4);
            assertThat(fourth.args()).containsExactly("n=41");
            assertThat(fourth.workspace()).isEqualTo(StepTask.Workspace.RESUMED);
            assertThat(fourth.attempt().execution())
                    .isNotEqualTo(activities.tasks.getFirst().attempt().execution());
        }
    }

    @Test
    void itGoesOnFromAnEarlierStepAndTheLaterOnesRunAgain() {
        ScriptedActivities activities = new ScriptedActivities(PRINTING)
                .when("count", succeeds("41"), succeeds("42"))
                .when("print", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub failed = stage.start("{}");
            failureOf(failed);

            stage.result(again(stage, failed, Optional.of("count")));

            assertThat(activities.calls)
                    .filteredOn(call -> call.startsWith("execute"))
                    .endsWith("execute count 2", "execute print 4", "execute last 1");
            assertThat(activities.tasks.get(5).args()).containsExactly("n=42");
            assertThat(activities.tasks).extracting(StepTask::keptBefore).containsExactly(0, 0, 0, 0, 0, 4, 0);
        }
    }

    @Test
    void aSucceededOneGoesOnFromTheStepThatIsNamed() {
        ScriptedActivities activities = new ScriptedActivities(PRINTING);
        try (Stage stage = new Stage(activities)) {
            WorkflowStub done = stage.start("{}");
            stage.result(done);

            RunReport report = stage.result(again(stage, done, Optional.of("last")));

            assertThat(report.steps())
                    .extracting(step -> step.attempts().size())
                    .containsExactly(1, 1, 2);
        }
    }

    @Test
    void aCanceledOneGoesOnWithTheStepThatWasCutOff() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ScriptedActivities activities =
                new ScriptedActivities(PRINTING).when("print", exits(3), runsUntilCanceled(started));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub canceled = stage.start("{}");
            started.await();
            canceled.cancel();
            assertCanceled(canceled);

            RunReport report = stage.result(again(stage, canceled, Optional.empty()));

            StepReport print = report.steps().get(1);
            assertThat(print.attempts()).hasSize(3);
            assertThat(print.attempts().get(1).endedAt()).isPresent();
            assertThat(print.attempts().getLast().counts()).isEqualTo(Counts.CONTINUE);
        }
    }

    @Test
    void whatWasChangedBeforeStaysChangedAndIsTold() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(PRINTING)
                .when("count", runsUntil(started, ended))
                .when("print", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub failed = stage.start("{}");
            started.await();
            pause(failed, "");
            ended.countDown();
            await().until(() -> progress(failed).state() == RunState.PAUSED);
            change(failed, "{\"step\": \"last\", \"change\": {\"image\": \"last:2\"}}");
            goOn(failed, "");
            failureOf(failed);

            RunReport report = stage.result(again(stage, failed, Optional.empty()));

            assertThat(activities.tasks.getLast().image()).isEqualTo("last:2");
            assertThat(report.changes()).hasSize(1);
        }
    }

    @Test
    void aFailedOneIsHeldFirstSoThatItsStepCanBeMended() {
        ScriptedActivities activities = new ScriptedActivities(PRINTING)
                .when("print", exits(3), exits(3), exits(3), exits(3), exits(3), exits(3));
        try (Stage stage = Stage.forgetful(activities)) {
            WorkflowStub failed = stage.start("{}");
            String sentence = failureOf(failed).getOriginalMessage();

            WorkflowStub held = stage.start(new ResumeRequest(execution(failed), Optional.empty(), true).json());
            await().until(() -> progress(held).state() == RunState.HELD);

            assertThat(progress(held).failure().orElseThrow().sentence()).isEqualTo(sentence);
            assertThat(progress(held).steps())
                    .extracting(StepReport::state)
                    .containsExactly(StepState.SUCCEEDED, StepState.FAILED, StepState.WAITING);
            change(held, "{\"step\": \"print\", \"change\": {\"image\": \"print:2\"}}");
            goOn(held, "");

            // The pipeline does not hold its runs: what is given up once more fails.
            failureOf(held);
            assertThat(activities.tasks.getLast().image()).isEqualTo("print:2");
            RunReport report = stage.result(again(stage, held, Optional.empty()));
            assertThat(report.steps().get(1).attempts()).hasSize(7);
            assertThat(report.changes()).hasSize(1);
        }
    }

    @Test
    void whatCannotBeGoneOnFromEndsItWithTheReasonAndAllThatIsKnownOfItsSteps() {
        ScriptedActivities activities = new ScriptedActivities(PRINTING);
        try (Stage stage = new Stage(activities)) {
            WorkflowStub done = stage.start("{}");
            stage.result(done);

            WorkflowStub again = again(stage, done, Optional.empty());

            assertThat(failureOf(again).getOriginalMessage())
                    .isEqualTo("the run cannot go on: all steps have succeeded, so that it must be said which runs"
                            + " again. Try: use one of: count, print, last");
            assertThat(stage.memoReport(again).steps())
                    .extracting(StepReport::state)
                    .containsOnly(StepState.SUCCEEDED);
        }
    }

    private static WorkflowStub again(Stage stage, WorkflowStub closed, Optional<String> from) {
        return stage.start(new ResumeRequest(execution(closed), from, false).json());
    }

    private static String execution(WorkflowStub run) {
        return Optional.ofNullable(run.getExecution()).orElseThrow().getRunId();
    }
}
