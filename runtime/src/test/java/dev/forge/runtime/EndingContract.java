package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.StepOutcome;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Ending attempts. */
abstract class EndingContract extends RuntimeContract {
    EndingContract(Supplier<Lab> labs) {
        super(labs);
    }

    @Test
    void nothingIsLeftOfAnAttemptThatWasEnded() throws Exception {
        Launched launched = runtime.launch(tasks().sh("(" + BEATS + ") & sh -c '" + BEATS + " & wait' & wait"));
        awaitFile("beats");

        assertThat(runtime.end(launched, lab.patience())).isEmpty();

        assertNothingBeats();
        assertThat(ended(runtime, launched)).isInstanceOf(StepOutcome.Failed.class);
    }

    @Test
    void anotherWorkerEndsWhatThisOneLaunched() throws Exception {
        Launched launched = runtime.launch(tasks().sh(BEATS));
        Verdict.Running running = running(launched);
        awaitFile("beats");

        assertThat(another.end(launched, lab.patience())).isEmpty();

        assertNothingBeats();
        assertThat(runtime.await(launched, running, lab.patience())).isNotEqualTo(running);
    }

    @Test
    void exitZeroAfterTermIsNotSuccess() throws Exception {
        Launched launched = runtime.launch(tasks().sh("trap 'exit 0' TERM; touch $FORGE_DATA/ready; sleep 60 & wait"));
        awaitFile("ready");

        assertThat(runtime.end(launched, lab.patience())).isEmpty();

        assertThat(failure(ended(another, launched)).exitCode()).hasValue(0);
    }

    @Test
    void aModuleGetsItsGraceToEndInOrder() throws Exception {
        Launched launched = runtime.launch(tasks().sh("trap 'echo done > $FORGE_DATA/order; exit 1' TERM;"
                + " touch $FORGE_DATA/ready; sleep 60 & wait"));
        awaitFile("ready");

        assertThat(runtime.end(launched, lab.patience())).isEmpty();

        assertThat(look("cat order")).isEqualTo("done");
    }

    @Test
    void endingSaysWhatItStillWaitsFor() throws Exception {
        Launched launched = runtime.launch(tasks().sh("trap '' TERM; touch $FORGE_DATA/ready; " + BEATS));
        awaitFile("ready");

        assertThat(runtime.end(launched, Duration.ZERO))
                .hasValueSatisfying(waiting -> assertThat(waiting.why()).isNotBlank());

        assertThat(another.end(launched, lab.patience())).isEmpty();
        assertNothingBeats();
    }

    @Test
    void endingAgainChangesNothing() throws Exception {
        Launched launched = runtime.launch(tasks().sh("sleep 60"));
        runtime.end(launched, lab.patience());
        StepOutcome outcome = ended(runtime, launched);

        assertThat(runtime.end(launched, lab.patience())).isEmpty();
        assertThat(another.end(launched, Duration.ZERO)).isEmpty();
        assertThat(ended(another, launched)).isEqualTo(outcome);
    }

    @Test
    void endingWhatSucceededLeavesItASuccess() throws Exception {
        Launched launched = runtime.launch(tasks().sh("exit 0"));
        ended(runtime, launched);

        assertThat(another.end(launched, lab.patience())).isEmpty();

        assertThat(ended(another, launched)).isInstanceOf(StepOutcome.Succeeded.class);
    }

    @Test
    void endingWhatWasLaunchedThisMomentLeavesNothing() throws Exception {
        Launched launched = runtime.launch(tasks().sh("echo beat > $FORGE_DATA/beats; " + BEATS));

        assertThat(runtime.end(launched, lab.patience())).isEmpty();

        assertThat(ended(runtime, launched)).isNotInstanceOf(StepOutcome.Succeeded.class);
        assertThat(look("a=$(cat beats | wc -c); sleep 0.3; b=$(cat beats | wc -c); echo $((b - a))"))
                .isEqualTo("0");
    }
}
