package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "5s, PT5S",
        "15m, PT15M",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "1d2h3m4s5ms, P1DT2H3M4.005S",
        "90m, PT90M",
        "0s, PT0S",
        "0ms, PT0S",
        "007s, PT7S",
        "999999999d, P999999999D"
    })
    void wholeNumbersWithUnitsAreDurations(String text, Duration duration) {
        assertThat(DurationText.parse(text)).contains(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "15",
                "m",
                "1.5h",
                "-5m",
                "+5m",
                "5 m",
                " 5m",
                "5m ",
                "5M",
                "15min",
                "30m1h",
                "5m5m",
                "PT5M",
                "1e3s",
                "9999999999s",
                "٣s",
                "1w"
            })
    void nothingElseIs(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT15M, 15m", "PT90M, 1h30m", "PT24H, 1d", "PT0S, 0s", "PT0.25S, 250ms", "PT61.001S, 1m1s1ms"})
    void aDurationIsPrintedInItsLargestUnits(Duration duration, String text) {
        assertThat(DurationText.print(duration)).isEqualTo(text);
    }

    @Test
    void whatIsPrintedCanBeRead() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Duration duration = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 50)));

            assertThat(DurationText.parse(DurationText.print(duration))).contains(duration);
        }
    }

    @Test
    void nothingIsRoundedAway() {
        assertThatThrownBy(() -> DurationText.print(Duration.ofNanos(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DurationText.print(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5h, 1h30m",
        "15 minutes, 15m",
        "2 hrs, 2h",
        "5 S, 5s",
        "PT1H30M, 1h30m",
        "P1DT12H, 1d12h",
        "1w, 7d",
        "30m1h, 1h30m",
        "100msecs, 100ms",
        "'1 hour, 30 min', 1h30m"
    })
    void whatWasMeantIsGuessed(String text, String meant) {
        assertThat(DurationText.suggestion(text)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "5 parsecs", "-5m", "1.2345h", "5x", "5mm"})
    void whatCannotBeGuessedIsNot(String text) {
        assertThat(DurationText.suggestion(text)).isEmpty();
    }
}
