package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Category;
import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import dev.forge.contract.step.StepTask;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How attempts end, and what is said of it. */
abstract class OutcomeContract extends RuntimeContract {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    OutcomeContract(Supplier<Lab> labs) {
        super(labs);
    }

    @Test
    void exitZeroIsSuccessWithItsOutputAndTimes() throws Exception {
        StepOutcome outcome = outcome(tasks().sh("printf 'grün 42' > $FORGE_OUTPUT"));

        assertThat(output(outcome)).isEqualTo("grün 42");
        assertThat(outcome.startedAt())
                .hasValueSatisfying(start -> assertThat(start).isBeforeOrEqualTo(outcome.endedAt()));
    }

    @Test
    void aModuleThatWritesNoOutputHasNone() throws Exception {
        assertThat(output(outcome(tasks().sh("exit 0")))).isEmpty();
    }

    @Test
    void ofALongOutputTheLast4096BytesAreKept() throws Exception {
        String script =
                "{ head -c 5000 /dev/zero | tr '\\0' a; head -c 4090 /dev/zero | tr '\\0' b; printf '123456'; }";

        assertThat(output(outcome(tasks().sh(script + " > $FORGE_OUTPUT"))))
                .hasSize(4096)
                .startsWith("b")
                .endsWith("b123456");
    }

    @Test
    void anotherExitCodeIsTheModulesFailure() throws Exception {
        assertThat(failure(outcome(tasks().sh("exit 3")))).satisfies(failure -> {
            assertThat(failure.category()).isEqualTo(Category.MODULE_EXIT);
            assertThat(failure.exitCode()).hasValue(3);
            assertThat(failure.message()).contains("3");
            assertThat(failure.remedy()).isNotBlank();
        });
    }

    @Test
    void aModuleThatASignalEndedFailsWith128AndTheSignal() throws Exception {
        // A shell of its own: the first process of a container cannot be ended by its own signals. And $$$$: of two
        // dollars the expansion leaves one.
        assertThat(failure(outcome(tasks().sh("sh -c 'kill -TERM $$$$'; exit $?"))))
                .satisfies(failure -> {
                    assertThat(failure.category()).isEqualTo(Category.MODULE_EXIT);
                    assertThat(failure.exitCode()).hasValue(143);
                    assertThat(failure.message()).contains("SIGTERM");
                });
    }

    @Test
    void aModuleThatExitsZeroAfterItsTimeoutDidNotSucceed() throws Exception {
        StepTask task = tasks().within(TIMEOUT).sh("trap 'exit 0' TERM; sleep 60 & wait");

        assertThat(failure(outcome(task)).category()).isEqualTo(Category.TIMEOUT);
    }

    @Test
    void aModuleThatIgnoresTermIsKilledAfterItsGrace() throws Exception {
        StepTask task = tasks().within(TIMEOUT).sh("trap '' TERM; echo deaf > $FORGE_DATA/deaf; " + BEATS);

        StepOutcome outcome = outcome(task);

        assertThat(failure(outcome).category()).isEqualTo(Category.TIMEOUT);
        assertThat(failure(outcome).message()).contains("1s");
        assertThat(Duration.between(outcome.startedAt().orElseThrow(), outcome.endedAt()))
                .isGreaterThanOrEqualTo(TIMEOUT.plus(lab.grace()).minusMillis(50));
        assertNothingBeats();
    }

    @Test
    void aVerdictThatSaysEndedNeverChanges() throws Exception {
        Launched launched = runtime.launch(tasks().sh("echo 1 > $FORGE_OUTPUT"));
        StepOutcome outcome = ended(runtime, launched);

        runtime.end(launched, lab.patience());

        assertThat(ended(runtime, launched)).isEqualTo(outcome);
        assertThat(ended(another, launched)).isEqualTo(outcome);
        assertThat(another.await(launched, new Verdict.Ended(outcome), lab.patience()))
                .isEqualTo(new Verdict.Ended(outcome));
    }

    @Test
    void awaitingSaysTheSameAgainWhenItsTimeIsOver() throws Exception {
        Launched launched = runtime.launch(tasks().sh("sleep 60"));
        Verdict.Running running = running(launched);

        assertThat(runtime.await(launched, running, briefly())).isEqualTo(running);
        assertThat(another.await(launched, running, briefly())).isEqualTo(running);
        runtime.end(launched, lab.patience());
    }

    @Test
    void awaitingReturnsWithTheChange() throws Exception {
        Launched launched = runtime.launch(tasks().sh("while [ ! -e $FORGE_DATA/go ]; do sleep 0.05; done"));
        Verdict.Running running = running(launched);

        look("touch go");

        assertThat(runtime.await(launched, running, lab.patience())).isInstanceOf(Verdict.Ended.class);
    }

    @Test
    void whatAModuleLeftRunningEndsWithItsFirstProcess() throws Exception {
        StepTask task = tasks().sh("(" + BEATS + ") & sh -c '" + BEATS + " & wait' & sleep 0.3; exit 0");

        assertThat(outcome(task)).isInstanceOf(StepOutcome.Succeeded.class);
        assertNothingBeats();
    }
}
