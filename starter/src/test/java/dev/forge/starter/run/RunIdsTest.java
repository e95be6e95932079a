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
        assertThat(ids.next(RunKind.RUN, "weather")).matches("weather-[a-z2-7]{7}");
        assertThat(ids.next(RunKind.RUN, "")).matches("run-[a-z2-7]{7}");
    }

    @Test
    void aJobIsToldByItsId() {
        assertThat(ids.next(RunKind.JOB, "thumbnails")).matches("job\\.thumbnails-[a-z2-7]{7}");
        assertThat(RunKind.of(ids.ofClaim(RunKind.JOB, "thumbnails"))).isEqualTo(RunKind.JOB);
        assertThat(RunKind.of(RunIds.ofKey(RunKind.JOB, "a"))).isEqualTo(RunKind.JOB);
        assertThat(RunKind.of(ids.next(RunKind.RUN, "job"))).isEqualTo(RunKind.RUN);
    }

    @Test
    void idsDiffer() {
        Set<String> drawn = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            drawn.add(ids.next(RunKind.RUN, "weather"));
        }

        assertThat(drawn).hasSize(1000);
    }

    @Test
    void aKeysIdDependsOnNothingElse() {
        assertThat(RunIds.ofKey(RunKind.RUN, "a"))
                .isEqualTo(RunIds.ofKey(RunKind.RUN, "a"))
                .isNotEqualTo(RunIds.ofKey(RunKind.RUN, "b"))
                .matches("run-[a-z2-7]{26}");
    }
}
