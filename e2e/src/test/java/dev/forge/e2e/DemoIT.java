package dev.forge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.e2e.Forge.Said;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class DemoIT {
    @Test
    void theDemoEndsWithTheResultOnDisk(@TempDir Path folder) throws Exception {
        try (Forge forge = new Forge(folder)) {
            Said said = forge.forge("demo");

            assertThat(said.exitCode()).as(said.out()).isZero();
            assertThat(said.out()).contains("chart.svg", "SUCCEEDED");
            assertThat(folder).isDirectoryRecursivelyContaining("glob:**/results/chart.svg");
        }
    }

    @Test
    void theDemoThatCrashesShowsThatNothingWasRepeated(@TempDir Path folder) throws Exception {
        try (Forge forge = new Forge(folder)) {
            Said said = forge.forge("demo", "--crash");

            assertThat(said.exitCode()).as(said.out()).isZero();
            assertThat(said.out()).contains("kill -9", "SUCCEEDED");
        }
    }
}
