package dev.forge.worker;

import static dev.forge.worker.RunEnds.assertCanceled;
import static dev.forge.worker.RunEnds.failureOf;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.runsUntilCanceled;
import static dev.forge.worker.ScriptedActivities.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A closed run tells once more what it had kept in the archive, from its history alone. */
@Timeout(60)
class ConclusionTest {
    @Test
    void ofARunThatSucceeded() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("chart", exits(3), succeeds("warm"));
        try (Stage stage = Stage.forgetful(activities)) {
            WorkflowStub run = stage.start("{}");
            stage.result(run);

            assertTellsTheSame(run, activities, RunState.SUCCEEDED);
        }
    }

    @Test
    void ofARunThatFailed() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("chart", exits(3), exits(3), exits(3));
        try (Stage stage = Stage.forgetful(activities)) {
            WorkflowStub run = stage.start("{}");
            failureOf(run);

            assertTellsTheSame(run, activities, RunState.FAILED);
        }
    }

    @Test
    void ofARunThatWasRefused() {
        ScriptedActivities activities = new ScriptedActivities(
                new Resolution.Refusal("weather", List.of(Problem.of("/modules", "none", "add one"))));
        try (Stage stage = Stage.forgetful(activities)) {
            WorkflowStub run = stage.start("{}");
            failureOf(run);

            assertTellsTheSame(run, activities, RunState.FAILED);
        }
    }

    @Test
    void ofARunThatWasCanceled() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("chart", runsUntilCanceled(started));
        try (Stage stage = Stage.forgetful(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            run.cancel("enough");
            assertCanceled(run);

            assertTellsTheSame(run, activities, RunState.CANCELED);
        }
    }

    @Test
    void ofARunWhoseReportWasTooLongToKeepInWhole() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("chart", succeeds("o".repeat(Brevity.LONGEST)));
        try (Stage stage = Stage.forgetful(activities)) {
            WorkflowStub run = stage.start("{}");
            stage.result(run);

            assertTellsTheSame(run, activities, RunState.SUCCEEDED);
        }
    }

    @Test
    void ofEachExecutionOfARunThatWasContinued() {
        ScriptedActivities activities =
                new ScriptedActivities(Plans.weather()).when("chart", exits(3), exits(3), exits(3));
        try (Stage stage = Stage.forgetful(activities)) {
            WorkflowStub first = stage.start("{}");
            failureOf(first);
            assertTellsTheSame(first, activities, RunState.FAILED);
            String execution = first.describe().getExecution().getRunId();

            WorkflowStub second = stage.start(new ResumeRequest(execution, Optional.empty(), false).json());
            stage.result(second);

            assertTellsTheSame(second, activities, RunState.SUCCEEDED);
        }
    }

    private static void assertTellsTheSame(WorkflowStub run, ScriptedActivities activities, RunState state) {
        Conclusion told = run.query("conclusion", Conclusion.class);

        assertThat(told.report().state()).isEqualTo(state);
        assertThat(told).isEqualTo(activities.concluded.getLast());
    }
}
