package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunState;
import dev.forge.contract.step.Waiting;
import dev.forge.contract.workflow.RebuildCounts.Skipped;
import dev.forge.standalone.client.Rebuild;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RebuildTextTest {
    private static final Skipped LOST = new Skipped("weather-4qk2mzd", "0198", "Temporal has forgotten it meanwhile");

    @Test
    void whatCouldNotBeReadIsListedAndThatThereIsMore() {
        assertThat(RebuildText.lines(rebuild(RunState.SUCCEEDED, 2, Optional.empty()), Reports.START))
                .containsExactly(
                        "rebuild of the archive: SUCCEEDED since " + Reports.START,
                        "  executions looked at    42",
                        "  their rows filled       30",
                        "  their rows were there   10",
                        "  could not be read       2",
                        "    run weather-4qk2mzd (0198): Temporal has forgotten it meanwhile",
                        "    and others: the worker's log has all of them");
    }

    @Test
    void oneThatGoesOnTellsWhatItWaitsForAndHowToWatchIt() {
        Waiting away = new Waiting(
                "PostgreSQL is away", Reports.START, Optional.<Duration>empty(), Optional.of("have it come back"));

        assertThat(RebuildText.lines(rebuild(RunState.RUNNING, 1, Optional.of(away)), Reports.START.plusSeconds(5)))
                .endsWith(
                        "  waits: PostgreSQL is away (for 5.0 s). Try: have it come back",
                        "It goes on: ./forge archive rebuild --wait shows its progress.");
        assertThat(RebuildText.progress(rebuild(RunState.RUNNING, 1, Optional.of(away))))
                .contains("PostgreSQL is away");
        assertThat(RebuildText.progress(rebuild(RunState.RUNNING, 1, Optional.empty())))
                .isEqualTo("41 executions: 30 filled, 10 were there, 1 could not be read");
    }

    private static Rebuild rebuild(RunState state, long skipped, Optional<Waiting> waiting) {
        return new Rebuild(
                state, Reports.START, Optional.empty(), 40 + skipped, 30, 10, skipped, List.of(LOST), waiting);
    }
}
