package dev.forge.worker;

import static dev.forge.worker.Asking.change;
import static dev.forge.worker.Asking.goOn;
import static dev.forge.worker.Asking.pause;
import static dev.forge.worker.Asking.refusalOf;
import static dev.forge.worker.RunEnds.assertCanceled;
import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.RunEnds.stateOf;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.runsUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PauseTest {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void anAttemptThatRunsGoesOnToItsEndAndNoneBeginsAfterIt() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntil(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();

            assertThat(pause(run, "{\"reason\": \"the disk is being moved\"}").state())
                    .isEqualTo(RunState.RUNNING);
            assertThat(progress(run).reason())
                    .contains("pauses when attempt 1 of monthly has ended: the disk is being moved");

            ended.countDown();
            await().until(() -> progress(run).state() == RunState.PAUSED);
            RunReport paused = progress(run);
            assertThat(paused.reason()).contains("the disk is being moved");
            Waiting waiting = paused.waiting().orElseThrow();
            assertThat(waiting.since()).isAfterOrEqualTo(paused.startedAt());
            assertThat(waiting.limit()).isEmpty();
            assertThat(waiting.remedy().orElseThrow()).contains("/continue");
            assertThat(stateOf(paused, "monthly")).isEqualTo(StepState.SUCCEEDED);
            assertThat(activities.calls).doesNotContain("execute chart 1");
            assertThat(stage.status(run)).isEqualTo("PAUSED");

            assertThat(goOn(run, "").state()).isEqualTo(RunState.RUNNING);
            RunReport report = stage.result(run);
            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.reason()).isEmpty();
            assertThat(report.steps())
                    .allSatisfy(step -> assertThat(step.attempts()).hasSize(1));
        }
    }

    @Test
    void aPauseDuringTheDelayBeforeARetryIsOneAtOnceAndTheRetryWaitsForIt() {
        RetryRule rule = new RetryRule(3, Duration.ofMinutes(5), List.of(), List.of());
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly", rule))).when("monthly", exits(1));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            await().until(() -> stateOf(progress(run), "monthly") == StepState.RETRYING);

            assertThat(pause(run, "{}").state()).isEqualTo(RunState.PAUSED);
            stage.temporal.sleep(Duration.ofMinutes(10));

            assertThat(progress(run).steps().getFirst().waiting()).isEmpty();
            assertThat(activities.tasks).hasSize(1);
            goOn(run, "{}");
            assertThat(stage.result(run).steps().getFirst().attempts())
                    .extracting(AttemptReport::counts)
                    .containsExactly(Counts.FIRST, Counts.RETRY);
        }
    }

    @Test
    void aPauseThatIsWantedBeforeAFailedAttemptIsRetriedBeginsNoDelay() throws Exception {
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly")))
                .when("monthly", task -> {
                    runsUntil(started, ended).play(task);
                    return exits(1).play(task);
                });
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            pause(run, "");
            ended.countDown();

            await().until(() -> progress(run).state() == RunState.PAUSED);

            assertThat(stage.timers()).isZero();
            goOn(run, "");
            assertThat(stage.result(run).steps().getFirst().retries()).isEqualTo(1);
        }
    }

    @Test
    void aPauseThatIsTakenBackBeforeItBeginsLeavesNothing() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntil(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            pause(run, "");

            assertThat(goOn(run, "").reason()).isEmpty();

            ended.countDown();
            assertThat(stage.result(run).state()).isEqualTo(RunState.SUCCEEDED);
        }
    }

    @Test
    void aRunWhoseLastStepSucceedsMeanwhileHasEnded() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.of(Plans.module("monthly"))).when("monthly", runsUntil(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            pause(run, "");
            ended.countDown();

            RunReport report = stage.result(run);

            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.reason()).isEmpty();
        }
    }

    @Test
    void aPausedRunIsCanceledAtOnce() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntil(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            pause(run, "");
            ended.countDown();
            await().until(() -> progress(run).state() == RunState.PAUSED);

            run.cancel("enough");

            assertCanceled(run);
            RunReport report = stage.memoReport(run);
            assertThat(report.state()).isEqualTo(RunState.CANCELED);
            assertThat(report.reason()).contains("enough");
            assertThat(report.waiting()).isEmpty();
            assertThat(activities.calls).contains("end").doesNotContain("execute chart 1");
        }
    }

    @Test
    void aRunThatIsNotPausedCannotBeContinued() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntil(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();

            assertThat(refusalOf(() -> goOn(run, "")).getType()).isEqualTo("NOT_PAUSED");
            assertThat(refusalOf(() -> goOn(run, "")).getOriginalMessage()).contains("RUNNING");
            ended.countDown();
            stage.result(run);
        }
    }

    @Test
    void aSecondContinueIsRefused() throws Exception {
        CountDownLatch chart = new CountDownLatch(1);
        CountDownLatch charted = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(Plans.weather())
                .when("monthly", runsUntil(started, ended))
                .when("chart", runsUntil(chart, charted));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            pause(run, "");
            ended.countDown();
            await().until(() -> progress(run).state() == RunState.PAUSED);
            goOn(run, "");

            assertThat(refusalOf(() -> goOn(run, "")).getType()).isEqualTo("NOT_PAUSED");
            charted.countDown();
            stage.result(run);
        }
    }

    @Test
    void whatIsSentIsReadStrictlyAndNothingOfItBlocksTheRun() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntil(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();

            assertThat(refusalOf(() -> pause(run, "{\"reson\": \"x\"}")).getOriginalMessage())
                    .contains("/reson", "did you mean reason?");
            for (String sent : List.of("3", "\"text\"", "[]", "{", "null", "\u0000")) {
                assertThat(refusalOf(() -> pause(run, sent)).getType()).as(sent).isEqualTo("INVALID");
                assertThat(refusalOf(() -> goOn(run, sent)).getType()).as(sent).isEqualTo("INVALID");
                assertThat(refusalOf(() -> change(run, sent)).getType())
                        .as(sent)
                        .isEqualTo("INVALID");
            }
            ended.countDown();
            assertThat(stage.result(run).state()).isEqualTo(RunState.SUCCEEDED);
        }
    }

    @Test
    void aPausedRunGoesOnWhereItWas() throws Exception {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("monthly", runsUntil(started, ended));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            pause(run, "");

            assertThat(refusalOf(() -> goOn(run, "{\"from\": \"source\"}")).getOriginalMessage())
                    .isEqualTo("/from: a paused run goes on where it was; leave from out.");
            goOn(run, "");
            ended.countDown();
            stage.result(run);
        }
    }
}
