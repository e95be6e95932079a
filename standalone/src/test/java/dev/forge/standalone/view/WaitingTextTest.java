package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
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
            Optional.of("A platform engineer can add a larger node"));
    private static final RunReport RUN =
            Reports.run(RunState.RUNNING, Reports.running("monthly").withWaiting(NO_NODE));

    @Test
    void oneSentenceTellsSinceWhenForHowLongAndWhoCanChangeIt() {
        assertThat(WaitingText.at(NO_NODE, NOW))
                .isEqualTo("waits for a node: 0/3 nodes are available: 3 Insufficient memory"
                        + " (for 40 s, gives up after 30m). A platform engineer can add a larger node");
        assertThat(WaitingText.at(new Waiting("is being started", Reports.START), NOW))
                .isEqualTo("is being started (for 41 s)");
    }

    @Test
    void aWaitThatSomebodyCanChangeIsShownInFullOnANarrowTerminal() {
        assertThat(new RunScreen(60, Ink.PLAIN).lines(RUN, Map.of(), NOW))
                .containsExactly(
                        "weather-4qk2mzd  RUNNING  41 s",
                        "  monthly  running       40 s",
                        "      waits for a node: 0/3 nodes are available: 3",
                        "      Insufficient memory (for 40 s, gives up after 30m). A",
                        "      platform engineer can add a larger node");
    }

    @Test
    void aWaitIsToldOnceInPlainLines() {
        RunReport before = Reports.run(RunState.RUNNING, Reports.running("monthly"));

        assertThat(RunChanges.between(Optional.of(before), RUN))
                .containsExactly("step monthly: waits for a node: 0/3 nodes are available: 3 Insufficient memory"
                        + " (gives up after 30m). A platform engineer can add a larger node");
        assertThat(RunChanges.between(Optional.of(RUN), RUN)).isEmpty();
    }
}
