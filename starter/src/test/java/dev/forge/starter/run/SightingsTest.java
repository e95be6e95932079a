package dev.forge.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.harness.Reports;
import io.temporal.api.common.v1.ActivityType;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.failure.v1.ServerFailureInfo;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SightingsTest {
    private static final AttemptId FIRST = new AttemptId("r", "e", "monthly", 1);
    private static final AttemptId SECOND = new AttemptId("r", "e", "monthly", 2);
    private static final Waiting NO_ROOM = new Waiting(
            "no node has room",
            Reports.NOON,
            Optional.of(Duration.ofMinutes(30)),
            Optional.of("a platform engineer can add a node"));
    private static final StepReport RETRIED =
            Reports.step("monthly", StepState.RUNNING, Reports.ended(FIRST), Reports.open(SECOND));

    @Test
    void aSightingIsOfTheAttemptThatBearsItsName() {
        StepReport merged = merged(RETRIED, sighting(SECOND, Optional.empty(), Optional.of(NO_ROOM)));

        assertThat(merged.waiting()).contains(NO_ROOM);
        assertThat(merged.attempts().getFirst().startedAt()).isEmpty();
    }

    @Test
    void aSightingOfAnEarlierAttemptIsLateAndLeftOut() {
        assertThat(merged(RETRIED, sighting(FIRST, Optional.empty(), Optional.of(NO_ROOM))))
                .isEqualTo(RETRIED);
    }

    @Test
    void theContainersStartIsThatOfTheSighting() {
        StepReport merged = merged(RETRIED, sighting(SECOND, Optional.of(Reports.NOON), Optional.empty()));

        assertThat(merged.lastAttempt().orElseThrow().startedAt()).contains(Reports.NOON);
        assertThat(merged.waiting()).isEmpty();
    }

    @Test
    void aDelayIsTheRunningSteps() {
        assertThat(merged(RETRIED, new Pending.Delay(NO_ROOM)).waiting()).contains(NO_ROOM);
    }

    @Test
    void aDelayIsTheRunsWhereNoStepRuns() {
        RunReport report = Reports.running("r", Reports.step("monthly", StepState.SUCCEEDED));

        RunReport merged = Sightings.merge(report, List.of(new Pending.Delay(NO_ROOM)));

        assertThat(merged.waiting()).contains(NO_ROOM);
        assertThat(merged.steps()).isEqualTo(report.steps());
    }

    @Test
    void theEndOfARunWaitsForWhatMustOutliveItsAttempts() {
        RunReport report = Reports.running("r", Reports.step("monthly", StepState.SUCCEEDED));

        RunReport merged =
                Sightings.merge(report, List.of(finishing(Optional.empty()), finishing(Optional.of(NO_ROOM))));

        assertThat(merged.waiting()).contains(NO_ROOM);
        assertThat(merged.steps()).isEqualTo(report.steps());
    }

    @Test
    void aCanceledRunWaitsForItTooThoughItsStepStillReadsRunning() {
        RunReport report = Reports.running("r", RETRIED);

        assertThat(Sightings.merge(report, List.of(finishing(Optional.of(NO_ROOM))))
                        .waiting())
                .contains(NO_ROOM);
    }

    @Test
    void whatIsDoneBesideAStepIsNotWhyThatWaits() {
        RunReport running = Reports.running("r", RETRIED);
        RunReport pausing = Reports.running(
                "r",
                Reports.step("monthly", StepState.RETRYING, Reports.ended(FIRST))
                        .withWaiting(NO_ROOM));
        Pending finishing = finishing(Optional.of(Waiting.passing("the log store is away", Reports.NOON)));

        assertThat(Sightings.merge(running, List.of(finishing, new Pending.Silent())))
                .isEqualTo(running);
        assertThat(Sightings.merge(pausing, List.of(finishing))).isEqualTo(pausing);
    }

    private static Pending finishing(Optional<Waiting> waiting) {
        PendingActivityInfo.Builder activity = PendingActivityInfo.newBuilder()
                .setActivityType(ActivityType.newBuilder().setName("Finish"))
                .setState(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED);
        waiting.map(Sighting::before)
                .flatMap(HistoryFormat.dataConverter()::toPayloads)
                .ifPresent(activity::setHeartbeatDetails);
        return Pending.of(activity.build(), HistoryFormat.dataConverter(), Reports.NOON);
    }

    @Test
    void whatNoWorkerHasTakenSaysSinceWhenAndBeforeLongWhoCanChangeIt() {
        PendingActivityInfo activity = PendingActivityInfo.newBuilder()
                .setActivityType(ActivityType.newBuilder().setName("Execute"))
                .setState(PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED)
                .setScheduledTime(timestamp(Reports.NOON))
                .build();

        assertThat(untaken(activity, Duration.ofSeconds(10)))
                .isEqualTo(Waiting.passing("waits for a worker that has room for it", Reports.NOON));
        assertThat(untaken(activity, Duration.ofSeconds(11)).remedy().orElseThrow())
                .contains("start more workers");
    }

    private static Waiting untaken(PendingActivityInfo activity, Duration after) {
        Pending pending = Pending.of(activity, HistoryFormat.dataConverter(), Reports.NOON.plus(after));
        return ((Pending.Delay) pending).waiting();
    }

    @Test
    void anActivityThatTemporalTriesAgainSaysWhy() {
        PendingActivityInfo activity = PendingActivityInfo.newBuilder()
                .setActivityType(ActivityType.newBuilder().setName("Execute"))
                .setAttempt(4)
                .setLastFailure(Failure.newBuilder().setMessage("the volume is away"))
                .build();

        assertThat(Pending.of(activity, HistoryFormat.dataConverter(), Reports.NOON))
                .isInstanceOfSatisfying(Pending.Delay.class, delay -> {
                    assertThat(delay.waiting().why())
                            .isEqualTo("Temporal makes try 4 of Execute after: the volume is away");
                    assertThat(delay.waiting().remedy().orElseThrow()).startsWith("see to what that names");
                });
    }

    @Test
    void aFailureThatTemporalHasCutShortStillSaysWhy() {
        PendingActivityInfo activity = PendingActivityInfo.newBuilder()
                .setActivityType(ActivityType.newBuilder().setName("Execute"))
                .setAttempt(4)
                .setLastFailure(Failure.newBuilder()
                        .setMessage("Failure exceeds size limit.")
                        .setServerFailureInfo(ServerFailureInfo.newBuilder())
                        .setCause(Failure.newBuilder().setMessage("the volume is away")))
                .build();

        assertThat(Pending.of(activity, HistoryFormat.dataConverter(), Reports.NOON))
                .isInstanceOfSatisfying(
                        Pending.Delay.class,
                        delay -> assertThat(delay.waiting().why())
                                .isEqualTo("Temporal makes try 4 of Execute after: the volume is away"));
    }

    @Test
    void betweenTwoTriesALaunchedAttemptWaitsForWhatTheLastOneFailedOf() {
        Instant failed = Reports.NOON.plusSeconds(20);
        PendingActivityInfo activity = launched()
                .setState(PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED)
                .setLastAttemptCompleteTime(timestamp(failed))
                .setScheduledTime(timestamp(failed.plusSeconds(30)))
                .build();

        assertThat(Pending.of(activity, HistoryFormat.dataConverter(), Reports.NOON))
                .isEqualTo(sighting(
                        SECOND,
                        Optional.of(Reports.NOON),
                        Optional.of(new Waiting(
                                "Temporal makes try 4 of Execute after: the API server is away",
                                failed,
                                Optional.empty(),
                                Optional.of("see to what that names, unless it passes by itself: Temporal goes on"
                                        + " trying")))));
    }

    @Test
    void whatAnEarlierTryFailedOfIsOverOnceTheNextOneLooks() {
        PendingActivityInfo activity = launched()
                .setState(PendingActivityState.PENDING_ACTIVITY_STATE_STARTED)
                .build();

        assertThat(Pending.of(activity, HistoryFormat.dataConverter(), Reports.NOON))
                .isEqualTo(sighting(SECOND, Optional.of(Reports.NOON), Optional.of(NO_ROOM)));
    }

    /** An attempt that waited for room when it was seen last, before a try to look at it failed. */
    private static PendingActivityInfo.Builder launched() {
        Sighting seen = new Sighting(
                Optional.of(new Launched(SECOND.name(), "uid")), Optional.of(Reports.NOON), Optional.of(NO_ROOM));
        return PendingActivityInfo.newBuilder()
                .setActivityType(ActivityType.newBuilder().setName("Execute"))
                .setAttempt(4)
                .setHeartbeatDetails(
                        HistoryFormat.dataConverter().toPayloads(seen).orElseThrow())
                .setLastFailure(Failure.newBuilder().setMessage("the API server is away"));
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).build();
    }

    @Test
    void whatAnAttemptWaitsForBeforeItsLaunchIsADelay() {
        PendingActivityInfo activity = PendingActivityInfo.newBuilder()
                .setHeartbeatDetails(HistoryFormat.dataConverter()
                        .toPayloads(Sighting.before(NO_ROOM))
                        .orElseThrow())
                .build();

        assertThat(Pending.of(activity, HistoryFormat.dataConverter(), Reports.NOON))
                .isEqualTo(new Pending.Delay(NO_ROOM));
    }

    @Test
    void theHeartbeatOfAnotherReleaseIsLeftOut() {
        PendingActivityInfo activity = PendingActivityInfo.newBuilder()
                .setHeartbeatDetails(
                        HistoryFormat.dataConverter().toPayloads("a text").orElseThrow())
                .build();

        assertThat(Pending.of(activity, HistoryFormat.dataConverter(), Reports.NOON))
                .isEqualTo(new Pending.Silent());
    }

    private static StepReport merged(StepReport step, Pending pending) {
        return Sightings.merge(Reports.running("r", step), List.of(pending))
                .steps()
                .getFirst();
    }

    private static Pending sighting(AttemptId attempt, Optional<Instant> startedAt, Optional<Waiting> waiting) {
        return new Pending.Attempt(new Launched(attempt.name(), "uid"), startedAt, waiting);
    }
}
