package dev.forge.starter.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunIdsTest {
    private final RunIds ids = new RunIds(new Random(1));

    @Test
    void aNewIdBeginsWithThePipelinesName() {
        assertThat(ids.next("weather")).matches("weather-[a-z2-7]{7}");
        assertThat(ids.next("")).matches("run-[a-z2-7]{7}");
    }

    @Test
    void idsDiffer() {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            drawn.add(ids.next("weather"));
        }

        assertThat(drawn).hasSize(1000);
    }

    @Test
    void aKeysIdDependsOnNothingElse() {
        assertThat(RunIds.ofKey("a"))
                .isEqualTo(RunIds.ofKey("a"))
                .isNotEqualTo(RunIds.ofKey("b"))
                .matches("run-[a-z2-7]{26}");
    }
}
