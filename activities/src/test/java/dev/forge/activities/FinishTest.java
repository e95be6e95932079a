package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.Archive;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.RunActivities;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestActivityEnvironment;
import io.temporal.testing.TestEnvironmentOptions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FinishTest {
    private static final StepOutcome.Succeeded SUCCEEDED =
            new StepOutcome.Succeeded(Optional.empty(), Instant.parse("2026-11-21T12:00:00Z"), "");

    private final ScriptedRuntime runtime = new ScriptedRuntime();

    private final AttemptId attempt = Attempts.task(StepKind.MODULE).attempt();

    /** Else nobody would notice that its worker has died before the longest time is over that it may take. */
    @Test
    void whoeverCompletesALogSaysMeanwhileThatItIsAlive() {
        runtime.untilDone = new CountDownLatch(1);

        finish(heard -> runtime.untilDone.countDown());

        assertThat(runtime.calls).containsExactly("complete log " + attempt.name());
    }

    @Test
    void whoeverCompletesALogSaysMeanwhileWhatThatWaitsFor() {
        Waiting waiting = Waiting.passing("the log store is away", SUCCEEDED.endedAt());
        runtime.logWaits = Optional.of(waiting);
        runtime.untilDone = new CountDownLatch(1);

        finish(heard -> {
            if (heard.waiting().filter(waiting::equals).isPresent()) {
                runtime.untilDone.countDown();
            }
        });

        assertThat(runtime.calls).containsExactly("complete log " + attempt.name());
    }

    private void finish(Consumer<Sighting> listener) {
        TestActivityEnvironment temporal = TestActivityEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setDataConverter(HistoryFormat.dataConverter())
                        .build())
                .build());
        try {
            temporal.setActivityHeartbeatListener(Sighting.class, listener::accept);
            temporal.registerActivitiesImplementations(new ForgeActivities(
                    runtime,
                    new Attempts.FixedLogs(List.of()),
                    (of, outcome) -> {},
                    Archive.absent(),
                    RunPolicy.DEFAULT));

            temporal.newActivityStub(RunActivities.class).finish(new RunActivities.Finished(attempt, SUCCEEDED));
        } finally {
            temporal.close();
        }
    }
}
