package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeConverterTest {
    @Test
    void aTimeHasAUnit() {
        assertThat(new TimeConverter().convert("10m")).isEqualTo(Duration.ofMinutes(10));
        assertThat(new TimeConverter().convert("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThatThrownBy(() -> new TimeConverter().convert("10")).hasMessageContaining("10m");
    }
}
