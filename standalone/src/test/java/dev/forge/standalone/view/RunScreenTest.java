package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunScreenTest {
    private static final Instant NOW = Reports.START.plusMillis(3_400);
    private static final RunReport RUN = Reports.run(
            RunState.RUNNING,
            Reports.succeeded("source"),
            Reports.secondTime("monthly", StepState.RUNNING),
            Reports.waiting("chart"));

    @Test
    void eachStepHasALineWithStateTimeRetriesAndItsLastLogLine() {
        assertThat(new RunScreen(80, Ink.PLAIN).lines(RUN, Map.of("monthly", "reading 2013"), NOW))
                .containsExactly(
                        "weather-4qk2mzd  RUNNING  3.4 s",
                        "  source   succeeded    0.9 s",
                        "  monthly  running      2.4 s  retries 1/2  reading 2013",
                        "  chart    waiting");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        Map<String, String> longLine = Map.of("monthly", "漢字 and much more than fits into any terminal of this width");

        for (int width : new int[] {20, 31, 40, 79}) {
            assertThat(new RunScreen(width, Ink.PLAIN).lines(RUN, longLine, NOW))
                    .allSatisfy(line -> assertThat(columns(line)).isLessThanOrEqualTo(width));
        }
    }

    @Test
    void aLogLineCannotMoveTheCursor() {
        String hostile = "\u001b[2J\u001b[31mred\u001b[0m\rover\u0007\tend";

        assertThat(new RunScreen(80, Ink.PLAIN)
                        .lines(RUN, Map.of("monthly", hostile), NOW)
                        .get(2))
                .endsWith("redover end");
    }

    @Test
    void aStepThatWaitsForItsRetrySaysWhy() {
        RunReport run = Reports.run(RunState.RUNNING, Reports.secondTime("monthly", StepState.RETRYING));

        assertThat(new RunScreen(80, Ink.PLAIN).lines(run, Map.of(), NOW).get(1))
                .contains("retrying", "retries 1/2", "exit code 3");
    }

    @Test
    void colourTouchesNoText() {
        Map<String, String> lines = Map.of("monthly", "reading 2013");

        assertThat(new RunScreen(80, Ink.COLOURED)
                        .lines(RUN, lines, NOW).stream()
                                .map(line -> line.replaceAll("\u001b\\[[0-9]+m", ""))
                                .toList())
                .isEqualTo(new RunScreen(80, Ink.PLAIN).lines(RUN, lines, NOW));
    }

    private static int columns(String line) {
        return line.codePoints().map(point -> point >= 0x2e80 ? 2 : 1).sum();
    }
}
