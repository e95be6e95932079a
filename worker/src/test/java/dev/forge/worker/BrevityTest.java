package dev.forge.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.AttemptReport;
import dev.forge.contract.run.AttemptReport.Counts;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepReport;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.step.StepKind;
import dev.forge.contract.workflow.HistoryFormat;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BrevityTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aReportOfUsualSizeIsLeftAlone() {
        RunReport report = report(5, 2, "42");

        assertThat(Brevity.of(report)).isEqualTo(report);
    }

    @Test
    void outputsGoFirst() {
        RunReport brief = Brevity.of(report(500, 1, "x".repeat(4096)));

        assertThat(brief.steps()).hasSize(500).extracting(StepReport::output).containsOnly("");
        assertThat(brief.steps()
                        .getFirst()
                        .attempts()
                        .getFirst()
                        .failure()
                        .orElseThrow()
                        .lastLines())
                .isNotEmpty();
    }

    @Test
    void whateverARunHasDoneItsReportStaysSmall() throws Exception {
        RunReport brief = Brevity.of(report(500, 20, "x".repeat(4096)));

        assertThat(brief.steps()).hasSize(500);
        assertThat(HistoryFormat.mapper().writeValueAsBytes(brief)).hasSizeLessThan(Brevity.LONGEST);
    }

    private static RunReport report(int steps, int attempts, String output) {
        Failure failure = Failure.of(Category.MODULE_EXIT, "exited with 1", "read its log")
                .withLastLines(Collections.nCopies(2, "reading 2019.csv"));
        AttemptReport attempt = AttemptReport.launched(
                        new AttemptId("weather", "execution", "monthly", 1), Counts.FIRST, Optional.empty(), NOON)
                .withEnd(Optional.of(NOON), NOON, Optional.of(failure));
        StepReport step = new StepReport(
                "monthly",
                StepKind.MODULE,
                "weather-monthly:1",
                StepState.SUCCEEDED,
                0,
                2,
                0,
                5,
                Collections.nCopies(attempts, attempt),
                Optional.empty(),
                output);
        return new RunReport(
                "weather",
                "weather-key",
                "weather",
                RunState.SUCCEEDED,
                Optional.empty(),
                Optional.empty(),
                NOON,
                Optional.of(NOON),
                List.copyOf(Collections.nCopies(steps, step)),
                Optional.empty());
    }
}
