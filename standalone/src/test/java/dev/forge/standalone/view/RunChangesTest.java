package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunChangesTest {
    private static final RunReport BEGUN =
            Reports.run(RunState.RUNNING, Reports.running("source"), Reports.waiting("monthly"));

    @Test
    void theFirstLookTellsTheRunAndWhatIsAtWork() {
        assertThat(RunChanges.between(Optional.empty(), BEGUN))
                .containsExactly("step source: running", "run weather-4qk2mzd: RUNNING");
    }

    @Test
    void whatDidNotChangeIsNotTold() {
        assertThat(RunChanges.between(Optional.of(BEGUN), BEGUN)).isEmpty();
    }

    @Test
    void eachChangeIsOneLine() {
        RunReport later = Reports.run(RunState.RUNNING, Reports.succeeded("source"), Reports.running("monthly"));

        assertThat(RunChanges.between(Optional.of(BEGUN), later))
                .containsExactly("step source: succeeded after 0.9 s", "step monthly: running");
    }

    @Test
    void aRetrySaysWhyAndHowManyAreLeft() {
        RunReport first = Reports.run(RunState.RUNNING, Reports.running("monthly"));
        RunReport retrying = Reports.run(RunState.RUNNING, Reports.secondTime("monthly", StepState.RETRYING));
        RunReport again = Reports.run(RunState.RUNNING, Reports.secondTime("monthly", StepState.RUNNING));

        assertThat(RunChanges.between(Optional.of(first), retrying))
                .containsExactly("step monthly: retrying (retries 1/2): its program ended with exit code 3");
        assertThat(RunChanges.between(Optional.of(retrying), again))
                .containsExactly("step monthly: running (retries 1/2), attempt 2");
    }

    @Test
    void anAttemptThatCameAndWentBetweenTwoLooksIsTold() {
        RunReport first = Reports.run(RunState.RUNNING, Reports.running("monthly"));
        RunReport again = Reports.run(RunState.RUNNING, Reports.secondTime("monthly", StepState.RUNNING));

        assertThat(RunChanges.between(Optional.of(first), again))
                .containsExactly("step monthly: running (retries 1/2), attempt 2");
    }

    @Test
    void theEndTellsHowLongItTook() {
        assertThat(RunChanges.between(Optional.of(BEGUN), Reports.run(RunState.SUCCEEDED, Reports.succeeded("source"))))
                .containsExactly("step source: succeeded after 0.9 s", "run weather-4qk2mzd: SUCCEEDED after 5.0 s");
    }
}
