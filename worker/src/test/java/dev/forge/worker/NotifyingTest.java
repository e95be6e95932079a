package dev.forge.worker;

import static dev.forge.worker.RecordedTelling.failingFor;
import static dev.forge.worker.RecordedTelling.refusing;
import static dev.forge.worker.RunEnds.assertCanceled;
import static dev.forge.worker.RunEnds.failureOf;
import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.runsUntilCanceled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.notification.NotificationTarget.Webhook;
import dev.forge.contract.notification.SecretReference;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.ResumeRequest;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.NotificationActivities;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.NotificationWorkflow.Delivery;
import dev.forge.contract.workflow.NotificationWorkflow.State;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunEnd;
import dev.forge.contract.workflow.TaskQueues;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.WorkflowReplayer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Others are told of a run's end, which waits for none of them. */
@Timeout(30)
class NotifyingTest {
    private static final SecretReference SECRET = new SecretReference("forge-webhook", "signing");
    private static final Webhook ALL = new Webhook("https://all.example.com/?token=x", SECRET);
    private static final Webhook FAILURES =
            new Webhook("https://failures.example.com/", SECRET, List.of(Ending.FAILED));
    private static final QueueReply REPLY = new QueueReply(Broker.RABBITMQ, "replies", Optional.of("order-17"));

    private static Plan telling(Plan plan, NotificationTarget... targets) {
        return plan.telling(List.of(targets));
    }

    /** How it went with one who is told of an end, whatever run that is of. */
    private static List<Delivery> deliveries(Stage stage, NotificationTarget target) {
        RunEnd end = new RunEnd(
                Stage.RUN_ID,
                "0199",
                "weather",
                RunState.SUCCEEDED,
                Optional.empty(),
                Optional.of(0),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                new RunEnd.Log(Optional.empty(), Optional.empty()),
                new RunEnd.Output(Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
        return stage.temporal
                .getWorkflowClient()
                .newWorkflowStub(
                        NotificationWorkflow.class,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.FORGE)
                                .build())
                .deliver(new NotificationWorkflow.Announcement(
                        end, List.of(new NotificationWorkflow.Addressee("0199-1", target))));
    }

    @Test
    void whoeverWantsThatEndIsToldOfIt() {
        try (Stage stage = new Stage(new ScriptedActivities(telling(Plans.weather(), FAILURES, ALL, REPLY)))) {
            WorkflowStub run = stage.start("{}");
            stage.result(run);
            String execution = run.describe().getExecution().getRunId();

            assertThat(stage.deliveries(run))
                    .extracting(Delivery::id, Delivery::state, Delivery::tries)
                    .containsExactly(
                            tuple(execution + "-2", State.DELIVERED, Optional.of(1)),
                            tuple(execution + "-3", State.DELIVERED, Optional.of(1)));
            assertThat(stage.told.notifications)
                    .extracting(Notification::target)
                    .containsExactlyInAnyOrder(ALL, REPLY);
            assertThat(stage.told.notifications.getFirst().end()).satisfies(end -> {
                assertThat(end.run()).isEqualTo(Stage.RUN_ID);
                assertThat(end.temporalRunId()).isEqualTo(execution);
                assertThat(end.state()).isEqualTo(RunState.SUCCEEDED);
                assertThat(end.exitCode()).contains(0);
                assertThat(end.category()).isEmpty();
                assertThat(end.log()).isEqualTo(new RunEnd.Log(Optional.empty(), Optional.empty()));
            });
        }
    }

    @Test
    void aFailureIsToldWithItsStepItsExitCodeAndWhatToTry() {
        Plan job = Plans.logged(Plans.of(Plans.module("monthly")), new LogTarget("small", "monthly/1.log"));
        ScriptedActivities activities = new ScriptedActivities(telling(job, FAILURES)).always("monthly", exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            failureOf(run);

            assertThat(stage.deliveries(run)).hasSize(1);
            assertThat(stage.told.notifications).singleElement().satisfies(told -> {
                assertThat(told.end().state()).isEqualTo(RunState.FAILED);
                assertThat(told.end().category()).contains(Category.MODULE_EXIT);
                assertThat(told.end().exitCode()).contains(3);
                assertThat(told.end().step()).contains("monthly");
                assertThat(told.end().failure().orElseThrow()).contains("exited with 3", "Try: read its log");
                assertThat(told.end().log())
                        .isEqualTo(new RunEnd.Log(Optional.of("monthly"), Optional.of("s3://small/monthly/1.log")));
                assertThat(told.end().output()).isEqualTo(new RunEnd.Output(Optional.empty(), Optional.of("small")));
            });
        }
    }

    @Test
    void aCanceledRunIsTold() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ScriptedActivities activities =
                new ScriptedActivities(telling(Plans.weather(), ALL)).when("monthly", runsUntilCanceled(started));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            run.cancel("enough");
            assertCanceled(run);

            assertThat(stage.deliveries(run)).extracting(Delivery::state).containsExactly(State.DELIVERED);
            assertThat(stage.told.notifications.getFirst().end().state()).isEqualTo(RunState.CANCELED);
            assertThat(stage.told.notifications.getFirst().end().exitCode()).isEmpty();
        }
    }

    @Test
    void aRunWhoseRequestIsRefusedIsTold() {
        Resolution refusal = new Resolution.Refusal(
                "weather", List.of(Problem.of("/version", "there is none", "leave it out")), List.of(REPLY));
        try (Stage stage = new Stage(new ScriptedActivities(refusal))) {
            WorkflowStub run = stage.start("{}");
            failureOf(run);

            assertThat(stage.deliveries(run)).hasSize(1);
            assertThat(stage.told.notifications.getFirst().end().failure().orElseThrow())
                    .contains("there is none");
        }
    }

    @Test
    void aRunThatIsCanceledBeforeItsRequestIsLookedAtIsTold() throws Exception {
        CountDownLatch resolving = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(telling(Plans.weather(), REPLY, FAILURES));
        activities.resolving = () -> {
            resolving.countDown();
            throw new IllegalStateException("the archive is away");
        };
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            resolving.await();
            run.cancel("enough");
            assertCanceled(run);

            assertThat(stage.deliveries(run)).extracting(Delivery::target).containsExactly(REPLY);
            assertThat(stage.told.notifications.getFirst().end().state()).isEqualTo(RunState.CANCELED);
            assertThat(stage.told.notifications.getFirst().end().run()).isEqualTo(Stage.RUN_ID);
        }
    }

    @Test
    void aBrokerThatIsAwayForAnHourHearsOfItOnceItIsBack() {
        try (Stage stage = new Stage(new ScriptedActivities(Plans.weather()))) {
            AtomicLong back = new AtomicLong();
            stage.told.ways.put(REPLY.place(), tried -> {
                long now = stage.temporal.currentTimeMillis();
                back.compareAndSet(0, now + Duration.ofHours(1).toMillis());
                if (now < back.get()) {
                    throw ApplicationFailure.newFailure(
                            "RabbitMQ cannot be reached", NotificationActivities.UNDELIVERED, tried);
                }
            });

            assertThat(deliveries(stage, REPLY)).singleElement().satisfies(delivery -> {
                assertThat(delivery.state()).isEqualTo(State.DELIVERED);
                // Six tries in the first minute, then one each minute.
                assertThat(delivery.tries().orElseThrow()).isBetween(60, 70);
                assertThat(Duration.between(delivery.since(), delivery.endedAt().orElseThrow()))
                        .isBetween(Duration.ofHours(1), Duration.ofMinutes(62));
            });
            assertThat(stage.told.notifications).extracting(Notification::id).containsOnly("0199-1");
        }
    }

    @Test
    void theAddressOfItsSinkIsToldWithWhatOtherStepsHavePutOut() {
        Plan plan = Plans.of(Plans.module("count"), Plans.sink("sink", "--to", "s3://out/${steps.count.output}.zip"));
        ScriptedActivities activities =
                new ScriptedActivities(telling(plan, ALL)).when("count", ScriptedActivities.succeeds("41"));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            stage.result(run);

            assertThat(stage.deliveries(run)).hasSize(1);
            assertThat(stage.told.notifications.getFirst().end().output().sink())
                    .contains("s3://out/41.zip");
        }
    }

    @Test
    void aReceiverThatIsAwayKeepsNeitherTheRunNorOthersWaiting() {
        try (Stage stage = new Stage(new ScriptedActivities(telling(Plans.weather(), ALL, REPLY)))) {
            stage.told.ways.put(ALL.place(), failingFor(2));
            WorkflowStub run = stage.start("{}");

            assertThat(stage.result(run).state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(stage.deliveries(run))
                    .extracting(Delivery::state, Delivery::tries)
                    .containsExactly(tuple(State.DELIVERED, Optional.of(3)), tuple(State.DELIVERED, Optional.of(1)));
            assertThat(stage.told.notifications)
                    .filteredOn(told -> told.target().equals(ALL))
                    .extracting(Notification::id)
                    .hasSize(3)
                    .containsOnly(run.describe().getExecution().getRunId() + "-1");
        }
    }

    @Test
    void whatNoTryMendsIsSaidAndNotTriedAgain() {
        try (Stage stage = new Stage(new ScriptedActivities(telling(Plans.weather(), ALL)))) {
            stage.told.ways.put(ALL.place(), refusing());
            WorkflowStub run = stage.start("{}");
            stage.result(run);

            assertThat(stage.deliveries(run)).singleElement().satisfies(delivery -> {
                assertThat(delivery.state()).isEqualTo(State.UNDELIVERABLE);
                assertThat(delivery.failure()).contains("the receiver answered 410");
                assertThat(delivery.tries()).contains(1);
                assertThat(delivery.endedAt()).isPresent();
            });
        }
    }

    @Test
    void aReceiverThatStaysAwayForAWeekIsGivenUp() {
        try (Stage stage = new Stage(new ScriptedActivities(Plans.weather()))) {
            // Asking to come again in an hour, so that the test has a few tries to wait for.
            stage.told.ways.put(ALL.place(), tried -> {
                throw ApplicationFailure.newBuilder()
                        .setMessage("the receiver answered 503")
                        .setType(NotificationActivities.UNDELIVERED)
                        .setDetails(tried)
                        .setNextRetryDelay(Duration.ofHours(1))
                        .build();
            });

            assertThat(deliveries(stage, ALL)).singleElement().satisfies(delivery -> {
                assertThat(delivery.state()).isEqualTo(State.UNDELIVERABLE);
                assertThat(delivery.failure()).contains("the receiver answered 503");
                // Once an hour for seven days.
                assertThat(delivery.tries().orElseThrow()).isBetween(165, 170);
            });
        }
    }

    @Test
    void aRunThatIsContinuedTellsOfEachOfItsEnds() {
        ScriptedActivities activities =
                new ScriptedActivities(telling(Plans.weather(), REPLY)).when("chart", exits(3), exits(3), exits(3));
        try (Stage stage = new Stage(activities)) {
            WorkflowStub failed = stage.start("{}");
            failureOf(failed);
            String first = failed.describe().getExecution().getRunId();
            assertThat(stage.deliveries(failed)).hasSize(1);

            WorkflowStub run = stage.start(new ResumeRequest(first, Optional.empty(), false).json());
            stage.result(run);

            assertThat(stage.deliveries(run)).hasSize(1);
            assertThat(stage.told.notifications)
                    .extracting(told -> told.end().state())
                    .containsExactly(RunState.FAILED, RunState.SUCCEEDED);
            assertThat(stage.told.notifications).extracting(Notification::id).doesNotHaveDuplicates();
        }
    }

    @Test
    void aRunThatNobodyIsToldOfStartsNobodyToTell() {
        try (Stage stage = new Stage(new ScriptedActivities(telling(Plans.weather(), FAILURES)))) {
            WorkflowStub run = stage.start("{}");
            stage.result(run);

            // The other child, which cleans up.
            assertThat(stage.temporal
                            .getWorkflowClient()
                            .fetchHistory(Stage.RUN_ID)
                            .getEvents())
                    .filteredOn(event ->
                            event.getEventType() == EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED)
                    .hasSize(1);
        }
    }

    @Test
    void aRunThatIsResetGoesOnThoughItsEndHadBeenTold() throws Exception {
        try (Stage stage = new Stage(new ScriptedActivities(telling(Plans.weather(), ALL)))) {
            WorkflowStub run = stage.start("{}");
            stage.result(run);
            stage.deliveries(run);
            WorkflowExecutionHistory history =
                    stage.temporal.getWorkflowClient().fetchHistory(Stage.RUN_ID);

            // The replayer gives it another Run ID, as a reset does.
            assertThatCode(() -> WorkflowReplayer.replayWorkflowExecution(history, stage.worker))
                    .doesNotThrowAnyException();
        }
    }
}
