package dev.forge.standalone.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {
    private final ProcessMark mine = ProcessMark.current();

    @Test
    void aLivingProcessIsRecognised() {
        assertThat(mine.alive()).isPresent();
    }

    @Test
    void aPidThatWasUsedAgainIsAnotherProcess() {
        assertThat(new ProcessMark(mine.pid(), mine.startedAt().minus(Duration.ofHours(1))).alive())
                .isEmpty();
    }

    @Test
    void aStartThatTheClockMovedBySecondsFractionIsTheSame() {
        assertThat(new ProcessMark(mine.pid(), mine.startedAt().plusMillis(900)).alive())
                .isPresent();
    }
}
