package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaitingTextTest {
    private static final Instant NOW = Reports.START.plusSeconds(41);
    private static final Waiting NO_NODE = new Waiting(
            "waits for a node: 0/3 nodes are available: 3 Insufficient memory",
            Reports.START.plusSeconds(1),
            Optional.of(Duration.ofMinutes(30)),
            Optional.of("have a larger node added"));
    private static final RunReport RUN =
            Reports.run(RunState.RUNNING, Reports.running("monthly").withWaiting(NO_NODE));

    private static final RunReport PAUSING = Reports.run(
            RunState.RUNNING,
            Reports.secondTime("monthly", StepState.RETRYING)
                    .withWaiting(new Waiting(
                            "retry 1/2 begins at 2026-11-21T10:01:00Z",
                            Reports.START.plusSeconds(1),
                            Optional.of(Duration.ofSeconds(59)),
                            Optional.of("nothing: it begins by itself"))));

    @Test
    void oneSentenceTellsSinceWhenForHowLongAndWhoCanChangeIt() {
        assertThat(WaitingText.at(NO_NODE, NOW))
                .isEqualTo("waits for a node: 0/3 nodes are available: 3 Insufficient memory"
                        + " (for 40 s, at most 30m). Try: have a larger node added");
        assertThat(WaitingText.at(Waiting.passing("is being started", Reports.START), NOW))
                .isEqualTo("is being started (for 41 s). Try: nothing: it usually takes seconds");
    }

    @Test
    void aWaitThatSomebodyCanChangeIsShownInFullOnANarrowTerminal() {
        assertThat(new RunScreen(60, Ink.PLAIN).lines(RUN, Map.of(), NOW))
                .containsExactly(
                        "weather-4qk2mzd  RUNNING  41 s",
                        "  monthly  running       40 s",
                        "      waits for a node: 0/3 nodes are available: 3",
                        "      Insufficient memory (for 40 s, at most 30m). Try: have",
                        "      a larger node added");
    }

    @Test
    void aPauseBeforeARetryIsShownBelowWhatFailed() {
        assertThat(new RunScreen(80, Ink.PLAIN).lines(PAUSING, Map.of(), NOW))
                .containsExactly(
                        "weather-4qk2mzd  RUNNING  41 s",
                        "  monthly  retrying      40 s  retries 1/2  its program ended with exit code 3",
                        "      retry 1/2 begins at 2026-11-21T10:01:00Z (for 40 s, at most 59s). Try:",
                        "      nothing: it begins by itself");
        assertThat(RunChanges.between(Optional.of(Reports.run(RunState.RUNNING, Reports.running("monthly"))), PAUSING))
                .containsExactly(
                        "step monthly: retrying (retries 1/2): its program ended with exit code 3",
                        "step monthly: retry 1/2 begins at 2026-11-21T10:01:00Z (at most 59s). Try: nothing: it begins"
                                + " by itself");
    }

    @Test
    void whatTheRunItselfWaitsForStandsUnderItsState() {
        RunReport run = Reports.run(RunState.RUNNING, Reports.succeeded("monthly"));
        RunReport ending = run.withWaiting(new Waiting(
                "the log of monthly is not complete yet: the store is away",
                Reports.START.plusSeconds(1),
                Optional.of(Duration.ofMinutes(10)),
                Optional.of("see to that")));

        assertThat(new RunScreen(80, Ink.PLAIN).lines(ending, Map.of(), NOW))
                .containsExactly(
                        "weather-4qk2mzd  RUNNING  41 s",
                        "      the log of monthly is not complete yet: the store is away (for 40 s, at",
                        "      most 10m). Try: see to that",
                        "  monthly  succeeded    0.9 s");
        assertThat(RunChanges.between(Optional.of(run), ending))
                .containsExactly("run weather-4qk2mzd: the log of monthly is not complete yet: the store is away (at"
                        + " most 10m). Try: see to that");
        assertThat(RunChanges.between(Optional.of(ending), ending)).isEmpty();
    }

    @Test
    void whatPassesByItselfIsNewsInPlainLinesOnlyOnceItDoesNot() {
        Waiting passing = Waiting.passing("is being started", Reports.START);
        Waiting unusual = new Waiting("is being started", Reports.START, Optional.empty(), Optional.of("look at it"));
        RunReport before =
                Reports.run(RunState.RUNNING, Reports.running("monthly").withWaiting(passing));
        RunReport after =
                Reports.run(RunState.RUNNING, Reports.running("monthly").withWaiting(unusual));

        assertThat(RunChanges.between(Optional.empty(), before))
                .containsExactly("step monthly: running", "run weather-4qk2mzd: RUNNING");
        assertThat(RunChanges.between(Optional.of(before), after))
                .containsExactly("step monthly: is being started. Try: look at it");
    }

    @Test
    void aStepThatWaitsWhenItIsFirstSeenIsToldWithItsWait() {
        assertThat(RunChanges.between(Optional.empty(), RUN))
                .startsWith(
                        "step monthly: running",
                        "step monthly: waits for a node: 0/3 nodes are available: 3"
                                + " Insufficient memory (at most 30m). Try: have a larger node added");
    }

    @Test
    void aWaitIsToldOnceInPlainLines() {
        RunReport before = Reports.run(RunState.RUNNING, Reports.running("monthly"));

        assertThat(RunChanges.between(Optional.of(before), RUN))
                .containsExactly("step monthly: waits for a node: 0/3 nodes are available: 3 Insufficient memory"
                        + " (at most 30m). Try: have a larger node added");
        assertThat(RunChanges.between(Optional.of(RUN), RUN)).isEmpty();
    }
}
