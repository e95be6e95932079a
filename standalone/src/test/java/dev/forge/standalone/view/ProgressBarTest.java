package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    @Test
    void itTellsHowMuchOfWhatAndHowFast() {
        assertThat(ProgressBar.line("s3://b/k", 5 << 20, 10 << 20, Duration.ofSeconds(1), 120))
                .isEqualTo("s3://b/k [###############---------------]  50%  5.0 MiB of 10 MiB  5.0 MiB/s");
    }

    @Test
    void nothingToMoveIsAllOfIt() {
        assertThat(ProgressBar.line("s3://b/k", 0, 0, Duration.ZERO, 120)).contains("100%");
    }

    @Test
    void aLongNameIsCutBeforeTheFigures() {
        assertThat(ProgressBar.line("s3://bucket/" + "k".repeat(99), 1, 2, Duration.ofSeconds(1), 80))
                .hasSizeLessThanOrEqualTo(80)
                .contains("… [")
                .contains("50%");
    }
}
