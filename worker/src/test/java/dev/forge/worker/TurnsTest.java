package dev.forge.worker;

import static dev.forge.worker.RunEnds.assertCanceled;
import static dev.forge.worker.RunEnds.failureOf;
import static dev.forge.worker.RunEnds.progress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.contract.workflow.TurnsWorkflow;
import dev.forge.contract.workflow.TurnsWorkflow.Place;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that count together, on a worker that replays most of them at each task, as after a restart. */
@Timeout(120)
class TurnsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TurnsRhythm HASTY = new TurnsRhythm(4_000, Duration.ofMillis(300), Duration.ofHours(1));

    private final GatedActivities activities = new GatedActivities();
    private final Set<String> leftRunning = ConcurrentHashMap.newKeySet();
    private final AtomicInteger looks = new AtomicInteger();
    private Stage stage = stage(HASTY);

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void neverMoreThanTwoOfFiftyRunsAreAtWorkAndTheyComeInTheirOrder() {
        allOf(50, HASTY);

        await().atMost(PATIENCE).until(() -> isClosed(turns("acme")));
        assertThat(turns("acme").describe().getStatus())
                .as("it ends when nobody is left")
                .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED);
    }

    @Test
    void nothingIsLostWhenTheTurnsContinueAsNewUnderLoad() {
        allOf(20, new TurnsRhythm(40, Duration.ofMillis(300), Duration.ofHours(1)));

        WorkflowExecutionDescription last = turns("acme").describe();
        assertThat(stage.temporal
                        .getWorkflowClient()
                        .fetchHistory(TurnsWorkflow.idOf("weather", "acme"))
                        .getEvents())
                .first()
                .satisfies(event -> assertThat(event.getWorkflowExecutionStartedEventAttributes()
                                .getContinuedExecutionRunId())
                        .as("it has continued as new at least once: " + last.getExecution())
                        .isNotEmpty());
    }

    /** Two at once; the first two are at work before the others come, and stay until all wait. */
    private void allOf(int number, TurnsRhythm rhythm) {
        stage.close();
        stage = stage(rhythm);
        List<String> ids = IntStream.range(0, number).mapToObj(i -> "run-" + i).toList();
        List<WorkflowStub> runs = new ArrayList<>();
        for (String id : ids) {
            // Another time for each.
            stage.temporal.sleep(Duration.ofMillis(2));
            runs.add(stage.start(id, limit("acme", 2, "QUEUE")));
            if (runs.size() <= 2) {
                await().atMost(PATIENCE).until(() -> activities.came.contains(id));
            }
        }
        await().atMost(PATIENCE).until(() -> place("acme", "run-2").of() == number - 2);
        for (int i = 0; i < number; i++) {
            int next = i;
            await().atMost(PATIENCE).until(() -> activities.atWork.size() == Math.min(2, number - next));
            activities.letEnd(activities.came.get(i));
        }
        runs.forEach(run -> assertThat(stage.result(run).state()).isEqualTo(RunState.SUCCEEDED));
        assertThat(activities.mostAtOnce()).isEqualTo(2);
        // Of two that have their turn at once either may come first.
        for (int i = 0; i < number; i++) {
            assertThat(Math.abs(activities.came.indexOf("run-" + i) - i)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void aRunThatWaitsSaysSoAndForWhat() {
        begun("first", limit("acme", 1, "QUEUE"));
        WorkflowStub second = waiting("second", limit("acme", 1, "QUEUE"));
        waiting("third", limit("acme", 1, "QUEUE"));

        RunReport report = progress(second);
        assertThat(report.state()).isEqualTo(RunState.QUEUED);
        assertThat(report.waiting().orElseThrow().why())
                .isEqualTo("waits for its turn: at most 1 run of weather for \"acme\" at once");
        assertThat(stage.status(second)).isEqualTo("QUEUED");
        assertThat(second.describe().getMemo(RunAttributes.MEMO_TURNS, String.class, String.class))
                .isEqualTo(TurnsWorkflow.idOf("weather", "acme"));
        assertThat(place("acme", "third")).isEqualTo(new Place(Optional.of(2), 2, 1, List.of("first")));
    }

    @Test
    void runsWithOtherKeysDoNotWaitForEachOther() {
        begun("first", limit("acme", 1, "QUEUE"));

        begun("second", limit("other", 1, "QUEUE"));
    }

    @Test
    void theTurnOfARunThatWasTerminatedIsFreeOnceNothingOfItRuns() {
        leftRunning.add("first");
        WorkflowStub first = begun("first", limit("acme", 1, "QUEUE"));
        WorkflowStub second = waiting("second", limit("acme", 1, "QUEUE"));

        first.terminate("by somebody");
        int before = looks.get();
        await().atMost(PATIENCE).until(() -> looks.get() >= before + 2);
        assertThat(progress(second).state()).isEqualTo(RunState.QUEUED);

        leftRunning.remove("first");
        await().atMost(PATIENCE).until(() -> activities.came.contains("second"));
    }

    @Test
    void aRunThatWasTerminatedWhileItWaitedGetsNoTurn() {
        begun("first", limit("acme", 1, "QUEUE"));
        waiting("second", limit("acme", 1, "QUEUE")).terminate("by somebody");
        waiting("third", limit("acme", 1, "QUEUE"));

        activities.letEnd("first");

        await().atMost(PATIENCE).until(() -> activities.came.contains("third"));
        assertThat(activities.came).doesNotContain("second");
    }

    @Test
    void aRunThatIsCanceledWhileItWaitsLeavesTheQueue() {
        begun("first", limit("acme", 1, "QUEUE"));
        WorkflowStub second = waiting("second", limit("acme", 1, "QUEUE"));
        waiting("third", limit("acme", 1, "QUEUE"));

        second.cancel("not needed");

        assertCanceled(second);
        await().atMost(PATIENCE).until(() -> place("acme", "third").number().equals(Optional.of(1)));
        assertThat(activities.came).containsExactly("first");
    }

    @Test
    void aRunThatIsCanceledAtWorkGivesItsTurnBack() {
        WorkflowStub first = begun("first", limit("acme", 1, "QUEUE"));
        waiting("second", limit("acme", 1, "QUEUE"));

        first.cancel("by somebody");

        await().atMost(PATIENCE).until(() -> activities.came.contains("second"));
    }

    @Test
    void aNewerRunReplacesAnOlderOneAndBeginsWhenThatHasEnded() {
        WorkflowStub first = begun("first", limit("acme", 1, "REPLACE"));
        WorkflowStub second = stage.start("second", limit("acme", 1, "REPLACE"));

        assertCanceled(first);
        assertThat(stage.memoReport(first).reason()).contains("replaced by run second");
        await().atMost(PATIENCE).until(() -> activities.atWork.equals(Set.of("second")));
        assertThat(activities.mostAtOnce()).isEqualTo(1);
        activities.letEnd("second");
        assertThat(stage.result(second).state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aRunThatFindsNoRoomIsRejected() {
        begun("first", limit("acme", 1, "REJECT"));

        WorkflowStub second = stage.start("second", limit("acme", 1, "REJECT"));

        assertThat(failureOf(second).getType()).isEqualTo(Category.QUOTA.name());
        assertThat(stage.memoReport(second).failure().orElseThrow().sentence())
                .isEqualTo(
                        "the pipeline says concurrency: {limit: 1, policy: reject}, and 1 run of weather for \"acme\""
                                + " is at work: first. Try: submit it again when one of them has ended, or have it wait: policy:"
                                + " queue");
        activities.letEnd("first");
        await().atMost(PATIENCE).until(() -> isClosed(turns("acme")));
        begun("third", limit("acme", 1, "REJECT"));
    }

    @Test
    void aRunThatIsRejectedFailsAlsoWhereThePipelineHoldsItsRuns() {
        begun("first", limit("held", 1, "REJECT"));

        WorkflowStub second = stage.start("second", limit("held", 1, "REJECT"));

        assertThat(failureOf(second).getType()).isEqualTo(Category.QUOTA.name());
    }

    @Test
    void aRunIsNotRejectedForOneThatWasTerminated() {
        WorkflowStub first = begun("first", limit("acme", 1, "REJECT"));
        first.terminate("by somebody");

        begun("second", limit("acme", 1, "REJECT"));
    }

    @Test
    void aRunThatIsPausedWhileItWaitsBeginsNothingWhenItsTurnComes() {
        begun("first", limit("acme", 1, "QUEUE"));
        WorkflowStub second = waiting("second", limit("acme", 1, "QUEUE"));

        assertThat(Asking.pause(second, "{\"reason\": \"wait\"}").state()).isEqualTo(RunState.QUEUED);
        assertThat(progress(second).reason()).contains("pauses before its first step: wait");
        activities.letEnd("first");
        await().atMost(PATIENCE).until(() -> progress(second).state() == RunState.PAUSED);
        assertThat(place("acme", "second").turns()).containsExactly("second");

        Asking.goOn(second, "");
        await().atMost(PATIENCE).until(() -> activities.came.contains("second"));
    }

    @Test
    void aRunThatIsContinuedWhileItWaitsGoesOnWaiting() {
        begun("first", limit("acme", 1, "QUEUE"));
        WorkflowStub second = waiting("second", limit("acme", 1, "QUEUE"));
        Asking.pause(second, "");

        assertThat(Asking.goOn(second, "").state()).isEqualTo(RunState.QUEUED);
        assertThat(progress(second).waiting()).isPresent();
    }

    @Test
    void cancelingTheWorkflowThatKeepsTheTurnsChangesNothing() {
        begun("first", limit("acme", 1, "QUEUE"));
        waiting("second", limit("acme", 1, "QUEUE"));

        turns("acme").cancel("by mistake");
        waiting("third", limit("acme", 1, "QUEUE"));
        activities.letEnd("first");

        await().atMost(PATIENCE).until(() -> activities.came.contains("second"));
        assertThat(place("acme", "third").number()).contains(1);
    }

    private Stage stage(TurnsRhythm rhythm) {
        return Stage.ofTurns(
                activities,
                run -> {
                    looks.incrementAndGet();
                    return leftRunning.contains(run);
                },
                rhythm);
    }

    private WorkflowStub begun(String id, String limit) {
        WorkflowStub run = stage.start(id, limit);
        await().atMost(PATIENCE).until(() -> activities.came.contains(id));
        return run;
    }

    private WorkflowStub waiting(String id, String limit) {
        stage.temporal.sleep(Duration.ofMillis(2));
        WorkflowStub run = stage.start(id, limit);
        await().atMost(PATIENCE).until(() -> progress(run).waiting().isPresent());
        return run;
    }

    private static String limit(String key, int limit, String policy) {
        return "{\"key\": \"%s\", \"limit\": %d, \"policy\": \"%s\"}".formatted(key, limit, policy);
    }

    private WorkflowStub turns(String key) {
        return stage.temporal.getWorkflowClient().newUntypedWorkflowStub(TurnsWorkflow.idOf("weather", key));
    }

    private Place place(String key, String run) {
        return turns(key).query(TurnsWorkflow.PLACE, Place.class, run);
    }

    private static boolean isClosed(WorkflowStub workflow) {
        return workflow.describe().getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    }
}
