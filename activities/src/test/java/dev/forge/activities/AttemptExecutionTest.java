package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.runtime.AttemptLogs;
import dev.forge.runtime.JobRuntime.Present;
import dev.forge.runtime.LaunchRefused;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Verdict;
import io.temporal.activity.ActivityInfo;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityWorkerShutdownException;
import io.temporal.failure.TimeoutFailure;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptExecutionTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final StepOutcome.Succeeded SUCCEEDED =
            new StepOutcome.Succeeded(Optional.of(NOON), NOON.plusSeconds(3), "42");

    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final ScriptedContext context = new ScriptedContext();

    @Test
    void theHandleIsHeartbeatedBeforeAnythingIsAwaited() {
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        assertThat(execute(StepKind.MODULE)).isEqualTo(SUCCEEDED);

        assertThat(context.heard.getFirst())
                .isEqualTo(Sighting.of(
                        new Launched(Attempts.task(StepKind.MODULE).attempt().name(), "uid-1")));
        assertThat(runtime.calls).containsExactly("launch monthly", "await uid-1");
    }

    @Test
    void aLaunchThatLastsIsNotTakenForADeadWorker() {
        runtime.untilLaunched = context.untilHeard;
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        execute(StepKind.MODULE);

        assertThat(context.heard).extracting(Sighting::launched).first().isEqualTo(Optional.empty());
        assertThat(context.heard.getLast().launched()).isPresent();
    }

    @Test
    void aTryThatFindsAHandleLooksAndNeverLaunches() {
        context.earlier = Optional.of(Sighting.of(new Launched("name", "uid-0")));
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        execute(StepKind.MODULE);

        assertThat(runtime.calls).containsExactly("await uid-0");
    }

    @Test
    void aTryThatFindsOnlyAReasonForWaitingLaunches() {
        context.earlier = Optional.of(Sighting.before(Waiting.passing("another execution's attempt ends", NOON)));
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        execute(StepKind.MODULE);

        assertThat(runtime.calls).contains("launch monthly");
    }

    @Test
    void whatAnEarlierExecutionLeftRunningIsGoneBeforeTheLaunch() {
        runtime.present.add(new Present(new Launched("old", "uid-old"), "yesterday"));
        runtime.present.add(new Present(new Launched("own", "uid-own"), "today"));
        runtime.leftovers.add(Waiting.passing("its pod is Terminating", NOON));
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        execute(StepKind.MODULE);

        assertThat(runtime.calls).containsExactly("end uid-old", "end uid-old", "launch monthly", "await uid-1");
        assertThat(context.heard.getFirst().waiting()).contains(Waiting.passing("its pod is Terminating", NOON));
    }

    @Test
    void everyChangeIsToldByTheHeartbeat() {
        runtime.verdicts.add(new Verdict.Pending(Waiting.passing("pulling image", NOON)));
        runtime.verdicts.add(new Verdict.Running(NOON));
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        execute(StepKind.MODULE);

        assertThat(context.heard)
                .extracting(Sighting::waiting)
                .contains(Optional.of(Waiting.passing("pulling image", NOON)));
        assertThat(context.heard.getLast().startedAt()).contains(NOON);
    }

    @Test
    void aCancelFromTheServerEndsTheAttemptAndWaitsUntilNothingIsLeft() {
        runtime.verdicts.add(new Verdict.Running(NOON));
        runtime.leftovers.add(Waiting.passing("its pod is Terminating", NOON));
        context.stop = Optional.of(new ActivityCanceledException());
        context.stopAfter = 2;

        assertThatThrownBy(() -> execute(StepKind.MODULE)).isInstanceOf(ActivityCanceledException.class);

        assertThat(runtime.calls).endsWith("end uid-1", "end uid-1");
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNotTheWorkflowsWishLeavesTheAttemptAlone(ActivityCompletionException said) {
        runtime.verdicts.add(new Verdict.Running(NOON));
        context.stop = Optional.of(said);

        assertThatThrownBy(() -> execute(StepKind.MODULE)).isSameAs(said);

        assertThat(runtime.calls).noneMatch(call -> call.startsWith("end"));
    }

    static Stream<ActivityCompletionException> whatIsNotTheWorkflowsWishLeavesTheAttemptAlone() {
        return Stream.of(
                new ActivityWorkerShutdownException(),
                new ActivityNotExistsException(new IOException("closed")),
                localHeartbeatTimeout());
    }

    @Test
    void anAttemptThatOthersEndedIsADisruptionWhileItsRunGoesOn() {
        Failure canceled = Failure.of(Category.CANCELED, "was canceled", "start it again");
        runtime.verdicts.add(new Verdict.Ended(new StepOutcome.Failed(Optional.empty(), NOON, "", canceled)));

        assertThat(execute(StepKind.MODULE)).isInstanceOf(StepOutcome.Disrupted.class);
    }

    @Test
    void whoIsToldToStopWhileAnEarlierExecutionsAttemptEndsLaunchesNothing() {
        runtime.present.add(new Present(new Launched("old", "uid-old"), "yesterday"));
        runtime.leftovers.add(Waiting.passing("its pod is Terminating", NOON));
        context.stop = Optional.of(new ActivityNotExistsException(new IOException("terminated")));

        assertThatThrownBy(() -> execute(StepKind.MODULE)).isInstanceOf(ActivityNotExistsException.class);

        assertThat(runtime.calls).noneMatch(call -> call.startsWith("launch"));
    }

    @Test
    void aLaunchThatIsRefusedIsTheStepsFailure() {
        Failure refusal = Failure.of(Category.IMAGE, "no command for image x", "give command:");
        runtime.launchFault = Optional.of(new LaunchRefused(refusal));

        assertThat(execute(StepKind.MODULE))
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(refusal));
    }

    @Test
    void infrastructureThatDoesNotAnswerIsTemporalsToRetry() {
        runtime.launchFault = Optional.of(new RuntimeUnavailable("no answer", new IOException("refused")));

        assertThatThrownBy(() -> execute(StepKind.MODULE)).isInstanceOf(RuntimeUnavailable.class);
    }

    private StepOutcome execute(StepKind kind) {
        AttemptLogs logs = new Attempts.FixedLogs(List.of());
        return new AttemptExecution(runtime, logs, new AttemptEnder(runtime), AttemptMeter.NONE, RunTraces.off())
                .execute(Attempts.task(kind), context.heartbeat());
    }

    /** What the SDK throws when its own heartbeats have not got through for the heartbeat timeout. */
    private static ActivityCanceledException localHeartbeatTimeout() {
        ActivityInfo info = (ActivityInfo) Proxy.newProxyInstance(
                AttemptExecutionTest.class.getClassLoader(),
                new Class<?>[] {ActivityInfo.class},
                (proxy, method, arguments) -> method.getReturnType() == String.class ? method.getName() : null);
        return new ActivityCanceledException(
                info, new TimeoutFailure("heartbeats do not get through", null, TimeoutType.TIMEOUT_TYPE_HEARTBEAT));
    }
}
