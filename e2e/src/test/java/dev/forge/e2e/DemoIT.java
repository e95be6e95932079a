package dev.forge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.e2e.Forge.Said;
import java.nio.file.Path;
import java.util.List;
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
            assertThat(said.out()).contains("chart.svg", "SUCCEEDED", "./forge up --detach brings it back");
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

    @Test
    void theDemoOfRecipesTellsWhichOfThoseThatArriveDeviateEachTimeThatItIsShown(@TempDir Path folder)
            throws Exception {
        try (Forge forge = new Forge(folder)) {
            forge.up();
            for (String kept : List.of(": version 1\n", ": version 1, as before\n")) {
                Said said = forge.forge("demo", "recipes");

                assertThat(said.exitCode()).as(said.out()).isZero();
                assertThat(said.out())
                        .contains("anneal-c45" + kept)
                        .containsPattern("harden-42crmo4.json: run \\S+ SUCCEEDED")
                        .containsPattern("harden-42crmo4 +changed +/steps/soak/temperature +850 +865.0")
                        .containsPattern("nitride-31crmov9 +removed +/steps/flush")
                        .containsPattern("solution-6082 +added +/steps/straighten")
                        .containsPattern("anneal-c45 +none");
            }
        }
    }
}
