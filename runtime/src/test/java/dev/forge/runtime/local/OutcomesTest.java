package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Resources;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import dev.forge.runtime.EndingFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomesTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant END = START.plusSeconds(41);
    private static final Instant NOW = START.plusSeconds(100);
    private static final Optional<Marks.Started> STARTED =
            Optional.of(new Marks.Started(new ProcessIdentity(7, "boot", "1"), START));

    @Test
    void exitZeroIsSuccess() {
        assertThat(of(marks(0), true, "42")).isEqualTo(new StepOutcome.Succeeded(Optional.of(START), END, "42"));
    }

    @Test
    void exitZeroThatNobodySawBeforeTheMachineRestartedIsNoSuccess() {
        assertThat(of(marks(0), false, "42"))
                .isInstanceOfSatisfying(
                        StepOutcome.Disrupted.class,
                        disrupted -> assertThat(disrupted.failure().category()).isEqualTo(Category.VANISHED));
    }

    @Test
    void aFailureIsOneAfterARestartToo() {
        assertThat(failure(of(marks(3), false, "")).exitCode()).hasValue(3);
    }

    @Test
    void noExitAndNobodyLeftIsVanished() {
        assertThat(of(new Marks(STARTED, Optional.empty(), Optional.empty()), true, ""))
                .isEqualTo(new StepOutcome.Disrupted(Optional.of(START), NOW, Outcomes.vanished()));
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT,TIMEOUT,0", "TIMEOUT,TIMEOUT,137", "CANCELED,CANCELED,0", "CANCELED,CANCELED,1"})
    void whateverTheExitCodeWhatWasEndedByUsIsSaidSo(Marks.Why why, Category category, int code) {
        Failure failure = failure(of(ending(why, Optional.of(new Marks.Exit(code, END))), true, ""));

        assertThat(failure.category()).isEqualTo(category);
        assertThat(failure.exitCode()).hasValue(code);
    }

    @Test
    void whatWasEndedByUsAndNotSeenToExitIsSaidSoToo() {
        assertThat(failure(of(ending(Marks.Why.TIMEOUT, Optional.empty()), false, "")))
                .satisfies(failure -> {
                    assertThat(failure.category()).isEqualTo(Category.TIMEOUT);
                    assertThat(failure.message()).isEqualTo("still ran after its timeout of 15m");
                    assertThat(failure.exitCode()).isEmpty();
                });
    }

    @Test
    void anExitWithoutAStartIsTheDisks() {
        Marks marks = new Marks(Optional.empty(), Optional.of(new Marks.Exit(1, END)), Optional.empty());

        assertThat(failure(of(marks, true, "")).category()).isEqualTo(Category.STORAGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3|exited with 3|exit codes are the module's own",
                "126|./run|chmod +x",
                "127|./run|install it",
                "137|SIGKILL|memory",
                "139|SIGSEGV|log",
                "255|exited with 255|log"
            })
    void anExitCodeSaysWhatToTry(int code, String message, String remedy) {
        Failure failure = failure(of(marks(code), true, ""));

        assertThat(failure.category()).isEqualTo(Category.MODULE_EXIT);
        assertThat(failure.message()).contains(message);
        assertThat(failure.remedy()).contains(remedy);
    }

    @Test
    void whatAFailedAttemptPutOutIsHandedOverAsItIs() {
        String report = "{\"category\":\"SOURCE_MISSING\"}";

        assertThat(of(marks(1), true, report))
                .isInstanceOfSatisfying(
                        StepOutcome.Failed.class,
                        failed -> assertThat(failed.output()).isEqualTo(report));
    }

    @ParameterizedTest
    @CsvSource({"PT15M,15m", "PT1H30M,1h30m", "PT1S,1s", "PT0.5S,0.5s", "PT0S,0s", "PT61S,1m1s", "PT48H,48h"})
    void durationsAreSaidAsAuthorsWriteThem(Duration duration, String words) {
        assertThat(EndingFailures.words(duration)).isEqualTo(words);
    }

    private static StepOutcome of(Marks marks, boolean sameBoot, String output) {
        return Outcomes.of(spec(StepKind.MODULE), marks, sameBoot, output, NOW);
    }

    private static Failure failure(StepOutcome outcome) {
        assertThat(outcome).isInstanceOf(StepOutcome.Failed.class);
        return ((StepOutcome.Failed) outcome).failure();
    }

    private static Marks marks(int code) {
        return new Marks(STARTED, Optional.of(new Marks.Exit(code, END)), Optional.empty());
    }

    private static Marks ending(Marks.Why why, Optional<Marks.Exit> exit) {
        return new Marks(STARTED, exit, Optional.of(new Marks.Ending(why, END)));
    }

    private static AttemptSpec spec(StepKind kind) {
        StepTask task = new StepTask(
                new AttemptId("run", "execution", "step", 1),
                kind,
                "image",
                List.of(),
                List.of(),
                Map.of(),
                Resources.NONE,
                Duration.ofMinutes(15),
                StepTask.Workspace.BEGUN);
        return new AttemptSpec("uid", "boot", START, List.of("./run", "x"), task);
    }
}
