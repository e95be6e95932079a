package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void aFailureEndsWithCauseCommandExitCodeLastLinesAndWhatToTry() {
        RunReport run = Reports.failed(
                Reports.run(RunState.FAILED, Reports.succeeded("source")),
                Reports.exit(3).withLastLines(List.of("reading 2019.csv", "no such column")));

        assertThat(FailureText.lines(run, Map.of("monthly", "./monthly.sh --by month"), "weather.yaml", Ink.PLAIN))
                .containsExactly(
                        "Cause:     monthly: its program ended with exit code 3 (MODULE_EXIT)",
                        "Command:   ./monthly.sh --by month",
                        "Exit code: 3",
                        "Last lines of its log:",
                        "  | reading 2019.csv",
                        "  | no such column",
                        "Try:       read its log");
    }

    @Test
    void aRunThatDidNotFailHasNothingToExplain() {
        assertThat(FailureText.lines(Reports.run(RunState.SUCCEEDED), Map.of(), "weather.yaml", Ink.PLAIN))
                .isEmpty();
    }
}
