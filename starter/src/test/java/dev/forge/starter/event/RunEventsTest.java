package dev.forge.starter.event;

import static dev.forge.starter.event.Lives.EXECUTION;
import static dev.forge.starter.event.Lives.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunEventsTest {
    @Test
    void aLifeIsToldAttemptByAttempt() {
        assertThat(told(Lives.failing().getLast()))
                .containsExactly(
                        "1 run-started",
                        "2 attempt-launched a 1 FIRST",
                        "3 attempt-started a 1",
                        "4 attempt-ended a 1 FAILED MODULE_EXIT",
                        "5 attempt-launched a 2 RETRY",
                        "6 attempt-started a 2",
                        "7 attempt-ended a 2 FAILED DISRUPTED",
                        "8 attempt-launched a 3 DISRUPTION",
                        "9 attempt-started a 3",
                        "10 attempt-ended a 3 SUCCEEDED",
                        "11 attempt-launched b 1 FIRST",
                        "12 attempt-started b 1",
                        "13 attempt-ended b 1 FAILED MODULE_EXIT",
                        "end run-ended FAILED MODULE_EXIT b");
    }

    @Test
    void aCanceledAttemptIsNoFailure() {
        assertThat(told(Lives.canceled().getLast()))
                .containsExactly(
                        "1 run-started",
                        "2 attempt-launched a 1 FIRST",
                        "4 attempt-ended a 1 CANCELED",
                        "end run-ended CANCELED");
    }

    @Test
    void whatWasTerminatedBetweenLeavesItsAttemptOpen() {
        RunReport terminated = Lives.run(
                        RunState.RUNNING, Lives.step("a", StepState.RUNNING, Lives.launched("a", 1, Counts.FIRST)))
                .withEnd(RunState.FAILED, Optional.of(NOON), Optional.empty());

        assertThat(told(terminated))
                .containsExactly("1 run-started", "2 attempt-launched a 1 FIRST", "end run-ended FAILED");
    }

    @Test
    void aFailureIsToldWithoutTheLastLinesThatAReportMayLose() {
        RunReport last = Lives.failing().getLast();
        RunReport brief = last.withSteps(
                last.steps().stream().map(StepReport::withoutLastLines).toList());

        assertThat(RunEvents.of(brief, EXECUTION)).isEqualTo(RunEvents.of(last, EXECUTION));
    }

    @Test
    void attemptsThatAReportLeftOutForBrevityMoveNoOther() {
        RunReport last = Lives.failing().getLast();
        RunReport brief = last.withSteps(
                last.steps().stream().map(StepReport::withLastAttemptOnly).toList());

        assertThat(RunEvents.of(last, EXECUTION)).containsAll(RunEvents.of(brief, EXECUTION));
        assertThat(told(brief)).startsWith("1 run-started", "8 attempt-launched a 3 DISRUPTION");
    }

    @ParameterizedTest
    @MethodSource("lives")
    void theEventsOfALaterReportBeginWithThoseOfAnEarlierOne(List<RunReport> life) {
        List<PlacedEvent> earlier = List.of();
        for (RunReport report : life) {
            List<PlacedEvent> now = RunEvents.of(report, EXECUTION);
            assertThat(now).hasSizeGreaterThanOrEqualTo(earlier.size());
            assertThat(now.subList(0, earlier.size())).isEqualTo(earlier);
            earlier = now;
        }
    }

    static Stream<List<RunReport>> lives() {
        return Stream.of(Lives.failing(), Lives.canceled());
    }

    @ParameterizedTest
    @MethodSource("lives")
    void eachIsBehindTheOneBefore(List<RunReport> life) {
        List<PlacedEvent> all = RunEvents.of(life.getLast(), EXECUTION);
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).id().isAfter(all.get(i - 1).id())).isTrue();
            assertThat(all.get(i - 1).id().isAfter(all.get(i).id())).isFalse();
        }
    }

    private static List<String> told(RunReport report) {
        return RunEvents.of(report, EXECUTION).stream()
                .map(placed -> placed.id().text().substring(EXECUTION.length() + 1) + " "
                        + placed.event().name() + what(placed.event()))
                .toList();
    }

    private static String what(RunEvent event) {
        return switch (event) {
            case RunEvent.Started _ -> "";
            case RunEvent.AttemptLaunched launched ->
                " " + launched.step() + " " + launched.attempt() + " " + launched.counts();
            case RunEvent.AttemptStarted started -> " " + started.step() + " " + started.attempt();
            case RunEvent.AttemptEnded ended ->
                " " + ended.step() + " " + ended.attempt() + " " + ended.outcome()
                        + word(ended.failure().map(RunEvent.Cause::category));
            case RunEvent.Ended ended -> " " + ended.state() + word(ended.category()) + word(ended.step());
        };
    }

    private static String word(Optional<?> any) {
        return any.map(some -> " " + some).orElse("");
    }
}
