package dev.forge.worker;

import static dev.forge.worker.RunEnds.assertCanceled;
import static dev.forge.worker.RunEnds.progress;
import static dev.forge.worker.RunEnds.stateOf;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.runsUntilCanceled;
import static dev.forge.worker.ScriptedActivities.throwing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.pipeline.RetryRule;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CancelTest {
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
            assertThat(activities.endedWhileOpen).containsExactly(activities.tasks.getLast());
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
            assertThat(activities.endedWhileOpen).containsExactly(activities.tasks.getFirst());
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
            assertThat(activities.calls).contains("end");
            assertThat(activities.endedWhileOpen).isEmpty();
            assertThat(stage.memoReport(run).steps().getFirst().waiting()).isEmpty();
        }
    }
}
