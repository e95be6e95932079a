package dev.forge.worker;

import static dev.forge.worker.ScriptedActivities.exits;
import static dev.forge.worker.ScriptedActivities.runsUntilCanceled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.LogTarget;
import dev.forge.contract.workflow.Resolution.Plan;
import dev.forge.contract.workflow.RunEnd;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PutLogTest {
    private static final Plan PLAN =
            Plans.logged(Plans.of(Plans.module("monthly")), new LogTarget("small", "monthly/job.1.log"));

    @Test
    void aJobsLogIsPutWithAllItsAttemptsOnceTheyAreFinishedAndBeforeTheEndIsKept() {
        ScriptedActivities activities = new ScriptedActivities(PLAN).when("monthly", exits(1));

        try (Stage stage = new Stage(activities)) {
            RunReport report = stage.start("{}").getResult(RunReport.class);

            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.reason()).isEmpty();
        }
        assertThat(activities.calls)
                .containsSubsequence(
                        "finish monthly 2", "put log [1, 2] to s3://small/monthly/job.1.log", "conclude SUCCEEDED");
    }

    @Test
    void aLogThatCannotBePutIsToldAndChangesNoVerdict() {
        ScriptedActivities activities = new ScriptedActivities(PLAN);
        activities.puttingLog = () -> {
            throw ApplicationFailure.newNonRetryableFailure("bucket small does not take it", "OutputRefused");
        };

        try (Stage stage = new Stage(activities)) {
            RunReport report = stage.start("{}").getResult(RunReport.class);

            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.reason())
                    .contains(
                            "its log could not be put to s3://small/monthly/job.1.log: bucket small does not take it");
            assertThat(activities.concluded.getFirst().report().reason()).isEqualTo(report.reason());
        }
    }

    @Test
    void whoeverIsToldOfTheEndLearnsWhereTheLogIsOnlyWhereItIs() {
        QueueReply reply = new QueueReply(Broker.RABBITMQ, "replies", Optional.empty());
        Plan telling = PLAN.telling(List.of(reply));
        ScriptedActivities refused = new ScriptedActivities(telling);
        refused.puttingLog = () -> {
            throw ApplicationFailure.newNonRetryableFailure("bucket small does not take it", "OutputRefused");
        };

        assertThat(told(new ScriptedActivities(telling)).log().object()).contains("s3://small/monthly/job.1.log");
        assertThat(told(refused)).satisfies(end -> {
            assertThat(end.log().object()).isEmpty();
            assertThat(end.reason().orElseThrow()).contains("could not be put to s3://small/monthly/job.1.log");
        });
    }

    private static RunEnd told(ScriptedActivities activities) {
        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            stage.result(run);
            stage.deliveries(run);
            return stage.told.notifications.getFirst().end();
        }
    }

    @Test
    void anObjectStoreThatStaysAwayIsGivenUpAndTheRunEnds() {
        ScriptedActivities activities = new ScriptedActivities(PLAN);
        AtomicInteger tries = new AtomicInteger();
        activities.puttingLog = () -> {
            tries.incrementAndGet();
            throw new IllegalStateException("connection refused");
        };

        try (Stage stage = new Stage(activities)) {
            RunReport report = stage.start("{}").getResult(RunReport.class);

            assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(report.reason()).get().asString().endsWith("connection refused");
        }
        assertThat(tries).hasValueGreaterThan(2);
    }

    @Test
    void theLogOfACanceledJobIsPutToo() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        ScriptedActivities activities = new ScriptedActivities(PLAN).when("monthly", runsUntilCanceled(started));

        try (Stage stage = new Stage(activities)) {
            WorkflowStub run = stage.start("{}");
            started.await();
            run.cancel();

            assertThatThrownBy(() -> run.getResult(RunReport.class)).isInstanceOf(WorkflowFailedException.class);
        }
        assertThat(activities.calls)
                .containsSubsequence("end", "put log [1] to s3://small/monthly/job.1.log", "conclude CANCELED");
    }

    @Test
    void aRunWhoseLogGoesNowhereElsePutsNone() {
        ScriptedActivities activities = new ScriptedActivities(Plans.of(Plans.module("monthly")));

        try (Stage stage = new Stage(activities)) {
            stage.start("{}").getResult(RunReport.class);
        }
        assertThat(activities.calls).noneMatch(call -> call.startsWith("put log"));
    }
}
