package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.Archive;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepTask;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.RunActivities;
import dev.forge.runtime.JobRuntime.Present;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done for a run that is canceled. */
@Timeout(60)
class CancelTest {
    private static final StepTask TASK = Attempts.task(StepKind.MODULE);

    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final TestActivityEnvironment temporal =
            TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(HistoryFormat.dataConverter())
                            .build())
                    .build());

    @AfterEach
    void close() {
        temporal.close();
    }

    @Test
    void whatMayStillBeLaunchedIsBarred() {
        end(List.of(TASK));

        assertThat(runtime.calls).containsExactly("bar monthly");
    }

    @Test
    void whatWasLaunchedBeforeItCouldBeBarredIsEnded() {
        runtime.launchedBeforeItIsBarred.add(
                new Present(new Launched(TASK.attempt().name(), "uid-1"), "today"));

        end(List.of(TASK));

        assertThat(runtime.calls).containsExactly("bar monthly", "end uid-1");
    }

    @Test
    void aCancelThatNamesNothingOpenEndsWhatRuns() {
        runtime.present.add(new Present(new Launched("old", "uid-old"), "yesterday"));

        end(List.of());

        assertThat(runtime.calls).containsExactly("end uid-old");
    }

    private void end(List<StepTask> open) {
        temporal.registerActivitiesImplementations(new ForgeActivities(
                runtime, new Attempts.FixedLogs(List.of()), (of, outcome) -> {}, Archive.absent(), RunPolicy.DEFAULT));
        temporal.newActivityStub(RunActivities.class).end(new RunActivities.Canceling("run", "today", open));
    }
}
