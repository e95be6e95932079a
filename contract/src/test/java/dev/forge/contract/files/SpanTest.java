package dev.forge.contract.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"-1, false", "0, true", "499, true", "500, true", "2500, true", "2999, true", "3000, false"})
    void itIsAsWideAsItsSeconds(long millis, boolean within) {
        Span span = new Span(NOON.plusMillis(500), NOON.plusMillis(2200));

        assertThat(span.has(NOON.plusMillis(millis))).isEqualTo(within);
    }

    @Test
    void itDoesNotEndBeforeItBegins() {
        assertThatThrownBy(() -> new Span(NOON, NOON.minusSeconds(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
