package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.run.RunFailure;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.trace.CarriedTrace;
import dev.forge.contract.workflow.RunActivities.Conclusion;
import dev.forge.runtime.RuntimeUnavailable;
import dev.forge.runtime.Verdict;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class RunTracesTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALL = "00f067aa0ba902b7";
    private static final StepOutcome.Succeeded SUCCEEDED =
            new StepOutcome.Succeeded(Optional.of(NOON.plusSeconds(2)), NOON.plusSeconds(3), "");

    private final Spans spans = new Spans();
    private final RunTraces traces = new RunTraces(spans.api());
    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final ScriptedContext context = new ScriptedContext();

    @AfterEach
    void forget() {
        CarriedTrace.NONE.carry();
    }

    @Test
    void whatWorkersDoForARunHasTheRunsSpanForItsParentAndThatTheCall() {
        carry("01");
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        new RunTraces(spans.api()).during("resolve", "run", () -> "today", () -> "plan");
        execute();
        traces.ended(conclusion(RunState.SUCCEEDED, Optional.empty()));

        SpanData run = spans.all().getLast();
        assertThat(spans.all()).extracting(SpanData::getName).containsExactly("resolve", "attempt monthly", "run");
        assertThat(spans.all()).extracting(SpanData::getTraceId).containsOnly(TRACE);
        assertThat(run.getParentSpanId()).isEqualTo(CALL);
        assertThat(spans.all())
                .extracting(SpanData::getParentSpanId)
                .containsExactly(run.getSpanId(), run.getSpanId(), CALL);
    }

    @Test
    void aRunThatNoCallStartedHasATraceOfItsOwnWhoeverWorksForIt() {
        new RunTraces(spans.api()).during("resolve", "run", () -> "today", () -> "plan");
        new RunTraces(spans.api()).during("clean", "run", () -> "today", () -> "done");
        traces.ended(conclusion(RunState.SUCCEEDED, Optional.empty()));

        assertThat(spans.all())
                .extracting(SpanData::getTraceId)
                .hasSize(3)
                .containsOnly(spans.all().getFirst().getTraceId());
        assertThat(spans.all().getLast().getParentSpanContext().isValid()).isFalse();
        assertThat(spans.all())
                .extracting(SpanData::getParentSpanId)
                .startsWith(spans.all().getLast().getSpanId());
    }

    @Test
    void whatTheCallersSamplerLeavesOutIsLeftOut() {
        carry("00");
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        execute();
        traces.ended(conclusion(RunState.SUCCEEDED, Optional.empty()));

        assertThat(spans.all()).isEmpty();
    }

    @Test
    void aRunsSpanLastsAsLongAsTheRunAndSaysWhyItFailed() {
        Failure failure = Failure.of(Category.MODULE_EXIT, "exited with 3", "look at its log");
        traces.ended(conclusion(
                RunState.FAILED,
                Optional.of(new RunFailure(Optional.of("monthly"), failure, "the whole story", List.of()))));

        SpanData run = spans.only();
        assertThat(run.getStartEpochNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(NOON.getEpochSecond()));
        assertThat(run.getEndEpochNanos()).isEqualTo(TimeUnit.SECONDS.toNanos(NOON.getEpochSecond() + 9));
        assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(run.getStatus().getDescription()).isEqualTo("exited with 3");
        assertThat(run.getAttributes().get(RunTraces.PIPELINE)).isEqualTo("weather");
        assertThat(run.getAttributes().get(RunTraces.OUTCOME)).isEqualTo("FAILED");
        assertThat(run.getAttributes().get(RunTraces.CATEGORY)).isEqualTo("MODULE_EXIT");
    }

    @Test
    void anAttemptsSpanTellsWhatItWaitedForAndWhenItsContainerRan() {
        runtime.verdicts.add(new Verdict.Pending(Waiting.passing("pulling image", NOON.plusSeconds(1))));
        runtime.verdicts.add(new Verdict.Pending(Waiting.passing("pulling image", NOON.plusSeconds(1))));
        runtime.verdicts.add(new Verdict.Running(NOON.plusSeconds(2)));
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        execute();

        SpanData attempt = spans.only();
        assertThat(attempt.getStartEpochNanos()).isEqualTo(ScriptedContext.ASKED.toEpochMilli() * 1_000_000);
        assertThat(attempt.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(attempt.getAttributes().get(RunTraces.STEP)).isEqualTo("monthly");
        assertThat(attempt.getAttributes().get(RunTraces.ATTEMPT)).isEqualTo(1);
        assertThat(attempt.getAttributes().get(RunTraces.IMAGE)).isEqualTo("weather-monthly:1");
        assertThat(attempt.getAttributes().get(RunTraces.OUTCOME)).isEqualTo("SUCCEEDED");
        assertThat(attempt.getEvents())
                .extracting(EventData::getName)
                .containsExactly("launched", "waiting", "container started", "container ended");
        assertThat(attempt.getEvents().get(1).getAttributes().toString()).contains("pulling image");
        assertThat(attempt.getEvents().get(2).getEpochNanos())
                .isEqualTo(TimeUnit.SECONDS.toNanos(NOON.getEpochSecond() + 2));
    }

    @Test
    void anAttemptThatFailsIsAnErrorWithItsCategory() {
        Failure failure = Failure.of(Category.OUT_OF_MEMORY, "exceeded 256Mi", "memory: 512Mi")
                .withExitCode(137);
        runtime.verdicts.add(
                new Verdict.Ended(new StepOutcome.Failed(Optional.of(NOON), NOON.plusSeconds(1), "", failure)));

        execute();

        SpanData attempt = spans.only();
        assertThat(attempt.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attempt.getStatus().getDescription()).isEqualTo("exceeded 256Mi");
        assertThat(attempt.getAttributes().get(RunTraces.CATEGORY)).isEqualTo("OUT_OF_MEMORY");
        assertThat(attempt.getAttributes().toString()).contains("forge.exit_code=137");
    }

    /** The first worker is told to stop, another adopts what it left: one span, from the attempt's start to its end. */
    @Test
    void anAttemptThatIsAdoptedHasOneSpanFromItsRealStart() {
        runtime.verdicts.add(new Verdict.Running(NOON));
        context.stop = Optional.of(new ActivityWorkerShutdownException());
        assertThatThrownBy(this::execute).isInstanceOf(ActivityWorkerShutdownException.class);
        assertThat(spans.all()).isEmpty();

        context.stop = Optional.empty();
        context.earlier = Optional.of(Sighting.of(new Launched("name", "uid-0")));
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));
        execute();

        SpanData attempt = spans.only();
        assertThat(attempt.getStartEpochNanos()).isEqualTo(ScriptedContext.ASKED.toEpochMilli() * 1_000_000);
        assertThat(attempt.getEvents())
                .extracting(EventData::getName)
                .containsExactly("adopted", "container started", "container ended");
    }

    /** As when the worker dies between seeing the end and telling Temporal. */
    @Test
    void anAttemptWhoseEndIsToldTwiceIsOneSpanForWhoeverCollectsThem() {
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));
        runtime.verdicts.add(new Verdict.Ended(SUCCEEDED));

        execute();
        execute();

        assertThat(spans.all())
                .extracting(SpanData::getSpanId)
                .hasSize(2)
                .containsOnly(spans.all().getFirst().getSpanId());
    }

    @Test
    void anAttemptThatIsCanceledEndsItsSpanWhenNothingOfItIsLeft() {
        runtime.verdicts.add(new Verdict.Running(NOON));
        context.stop = Optional.of(new ActivityCanceledException());
        context.stopAfter = 2;

        assertThatThrownBy(this::execute).isInstanceOf(ActivityCanceledException.class);

        assertThat(spans.only().getAttributes().get(RunTraces.OUTCOME)).isEqualTo("CANCELED");
    }

    @Test
    void aTryThatInfrastructureFailsIsAnErrorAndOneThatIsToldToStopIsNone() {
        assertThatThrownBy(() -> traces.during("finish monthly", "run", () -> "today", () -> {
                    throw new RuntimeUnavailable("no answer", new IOException("refused"));
                }))
                .isInstanceOf(RuntimeUnavailable.class);
        assertThatThrownBy(() -> traces.during("finish monthly", "run", () -> "today", () -> {
                    throw new ActivityWorkerShutdownException();
                }))
                .isInstanceOf(ActivityWorkerShutdownException.class);

        assertThat(spans.only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void whatIsLoggedMeanwhileBearsTheSpansIds() {
        carry("01");

        String logged = traces.during("resolve", "run", () -> "today", () -> MDC.get("trace_id") + MDC.get("span_id"));

        assertThat(logged).isEqualTo(TRACE + spans.only().getSpanId());
        assertThat(MDC.get("trace_id")).isNull();
    }

    @Test
    void whereSpansGoNowhereNothingIsAskedForThem() {
        carry("01");
        RunTraces off = new RunTraces(OpenTelemetry.noop());

        String done = off.during(
                "resolve",
                "run",
                () -> {
                    throw new AssertionError("nobody needs to know");
                },
                () -> "plan, of " + MDC.get("trace_id"));

        assertThat(done).isEqualTo("plan, of null");
    }

    private static void carry(String flags) {
        new CarriedTrace(Map.of("traceparent", "00-" + TRACE + "-" + CALL + "-" + flags)).carry();
    }

    private void execute() {
        new AttemptExecution(
                        runtime,
                        new Attempts.FixedLogs(List.of()),
                        new AttemptEnder(runtime),
                        AttemptMeter.NONE,
                        traces)
                .execute(Attempts.task(StepKind.MODULE), context.heartbeat());
    }

    private static Conclusion conclusion(RunState state, Optional<RunFailure> failure) {
        RunReport report = new RunReport(
                "run",
                "key",
                "weather",
                state,
                Optional.empty(),
                Optional.empty(),
                NOON,
                Optional.of(NOON.plusSeconds(9)),
                List.of(),
                failure);
        return new Conclusion(
                report, "today", Optional.empty(), Optional.empty(), Map.of(), Map.of(), Optional.empty());
    }
}
