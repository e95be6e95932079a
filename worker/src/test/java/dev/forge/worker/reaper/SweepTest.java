package dev.forge.worker.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.workflow.CleanupWorkflow;
import dev.forge.contract.workflow.CleanupWorkflow.Remains;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SweepTest {
    private static final Duration APART = ReaperSettings.DEFAULT.apart();
    private static final String RUN = "weather-7k2m9x";

    private final RunsThere runtime = new RunsThere();
    private final MovedClock clock = new MovedClock();
    private final TestWorkflowEnvironment temporal =
            TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                            .setDataConverter(HistoryFormat.dataConverter())
                            .build())
                    .build());
    private final Sweep sweep = sweep(ReaperSettings.DEFAULT);

    /** Whatever has a run's id: a sweep asks how it stands, not what it is. */
    @WorkflowInterface
    public interface SomeRun {
        @WorkflowMethod(name = "Pipeline")
        void run(boolean atOnce);
    }

    /** Ends at once, or not at all. */
    public static final class SomeRunImpl implements SomeRun {
        @Override
        public void run(boolean atOnce) {
            Workflow.await(() -> atOnce);
        }
    }

    @BeforeEach
    void start() {
        Worker worker = temporal.newWorker(TaskQueues.FORGE);
        worker.registerWorkflowImplementationTypes(SomeRunImpl.class);
        temporal.start();
    }

    @AfterEach
    void stop() {
        temporal.close();
    }

    @Test
    void aRunThatGoesOnIsLeftAlone() throws Exception {
        runtime.with(RUN, "a-1");
        open(RUN);

        sweep.pass();
        clock.move(APART.multipliedBy(100));
        sweep.pass();

        assertThat(runtime.calls).isEmpty();
    }

    @Test
    void aTerminatedRunIsEndedAtOnceAndLeftToACleanupThatKeepsItsWorkspaceForAWhile() throws Exception {
        runtime.with(RUN, "a-1", "b-1");
        WorkflowStub run = open(RUN);
        run.terminate("by hand");

        sweep.pass();

        assertThat(runtime.calls).containsExactly("end a-1", "end b-1");
        assertThat(cleanup(RUN))
                .isEqualTo(new Remains(RUN, run.getExecution().getRunId(), ReaperSettings.DEFAULT.keepWorkspace()));
    }

    @Test
    void aRunWhoseTimeInTemporalIsOverIsEndedToo() throws Exception {
        runtime.with(RUN, "a-1");
        WorkflowStub run = stub(RUN, Optional.of(Duration.ofSeconds(1)));
        run.start(false);
        temporal.sleep(Duration.ofSeconds(5));

        sweep.pass();

        assertThat(runtime.calls).containsExactly("end a-1");
    }

    @Test
    void aRunThatTemporalDoesNotKnowIsEndedOnlyWhenThatIsStillSoMuchLater() throws Exception {
        runtime.with("other", "b-1").with(RUN, "a-1");
        open("other");

        sweep.pass();
        clock.move(APART.minusMillis(1));
        sweep.pass();
        assertThat(runtime.calls).isEmpty();
        clock.move(Duration.ofMillis(1));
        sweep.pass();

        assertThat(runtime.calls).containsExactly("end a-1", "release " + RUN);
    }

    @Test
    void aRunThatIsKnownAgainInBetweenStartsAnew() throws Exception {
        runtime.with(RUN, "a-1");
        sweep.pass();
        WorkflowStub run = open(RUN);
        clock.move(APART);

        sweep.pass();

        assertThat(runtime.calls).isEmpty();
        assertThat(run.describe().getExecution().getWorkflowId()).isEqualTo(RUN);
    }

    @Test
    void aRunThatEndedByItselfIsLeftToItsOwnCleanupAndReleasedOnlyWhereThatDoesNotCome() throws Exception {
        runtime.with(RUN, "a-1");
        WorkflowStub run = stub(RUN, Optional.empty());
        run.start(true);
        run.getResult(Void.class);

        sweep.pass();
        assertThat(runtime.calls).isEmpty();
        clock.move(APART);
        sweep.pass();

        assertThat(runtime.calls).containsExactly("end a-1", "release " + RUN);
    }

    @Test
    void aRunThatGoesOnInANewExecutionWhileItsAttemptsAreListedIsLeftAlone() throws Exception {
        runtime.with(RUN, "a-1");
        open(RUN).terminate("to be continued");
        runtime.whenListed = () -> open(RUN);

        sweep.pass();

        assertThat(runtime.calls).isEmpty();
    }

    @Test
    void anAttemptThatDoesNotEndKeepsItsRunAndNoOther() throws Exception {
        runtime.with(RUN, "a-1").with("other", "b-1");
        open(RUN).terminate("by hand");
        open("other").terminate("by hand");
        runtime.hanging.add("a-1");

        sweep.pass();

        assertThat(runtime.calls).containsExactly("end b-1");
        assertThat(cleanup("other").runId()).isEqualTo("other");
        assertThatThrownBy(() -> cleanup(RUN)).hasMessageContaining(CleanupWorkflow.idOf(RUN));
        runtime.hanging.clear();
        sweep.pass();
        assertThat(cleanup(RUN).runId()).isEqualTo(RUN);
    }

    @Test
    void aTemporalThatKnowsFewOfManyRunsIsNotBelieved() throws Exception {
        for (int i = 0; i < 11; i++) {
            runtime.with("lost-" + i, "lost-" + i + "-a-1");
        }
        for (int i = 0; i < 10; i++) {
            runtime.with("open-" + i, "open-" + i + "-a-1");
            open("open-" + i);
        }
        runtime.with(RUN, "a-1");

        twice(sweep);
        assertThat(runtime.calls).isEmpty();

        twice(sweep(new ReaperSettings(Duration.ofMinutes(1), APART, 12, Duration.ZERO)));
        assertThat(runtime.calls).hasSize(24).contains("end a-1", "release lost-10");
    }

    @Test
    void aTerminatedRunIsEndedAlsoWhileTheForgottenOnesAreNotBelieved() throws Exception {
        for (int i = 0; i < 11; i++) {
            runtime.with("lost-" + i, "lost-" + i + "-a-1");
        }
        runtime.with(RUN, "a-1");
        open(RUN).terminate("by hand");

        twice(sweep);

        assertThat(runtime.calls).containsExactly("end a-1");
    }

    @Test
    void fewForgottenRunsAreEndedEvenWhereThereAreNoOthers() throws Exception {
        for (int i = 0; i < 10; i++) {
            runtime.with("lost-" + i, "lost-" + i + "-a-1");
        }

        twice(sweep);

        assertThat(runtime.calls).hasSize(20);
    }

    @Test
    void twoReapersAtOnceEndARunOnce() throws Exception {
        runtime.with(RUN, "a-1");
        open(RUN).terminate("by hand");

        sweep.pass();
        sweep(ReaperSettings.DEFAULT).pass();

        assertThat(runtime.calls).containsExactly("end a-1");
        assertThat(cleanup(RUN).runId()).isEqualTo(RUN);
    }

    private void twice(Sweep each) throws InterruptedException {
        each.pass();
        clock.move(APART);
        each.pass();
    }

    private Sweep sweep(ReaperSettings settings) {
        return new Sweep(runtime, temporal.getWorkflowClient(), settings, clock);
    }

    private WorkflowStub open(String runId) {
        WorkflowStub run = stub(runId, Optional.empty());
        run.start(false);
        return run;
    }

    private WorkflowStub stub(String runId, Optional<Duration> timeout) {
        WorkflowOptions.Builder options =
                WorkflowOptions.newBuilder().setWorkflowId(runId).setTaskQueue(TaskQueues.FORGE);
        timeout.ifPresent(options::setWorkflowExecutionTimeout);
        return temporal.getWorkflowClient().newUntypedWorkflowStub("Pipeline", options.build());
    }

    private Remains cleanup(String runId) {
        WorkflowClient client = temporal.getWorkflowClient();
        Payloads input = client.fetchHistory(CleanupWorkflow.idOf(runId))
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getInput();
        return HistoryFormat.dataConverter().fromPayloads(0, Optional.of(input), Remains.class, Remains.class);
    }
}
