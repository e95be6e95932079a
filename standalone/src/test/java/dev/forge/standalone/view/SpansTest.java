package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0.0 s",
        "PT-1S, 0.0 s",
        "PT0.94S, 0.9 s",
        "PT41.9S, 41 s",
        "PT2M5S, 2 min 5 s",
        "PT1H3M20S, 1 h 3 min",
        "PT49H, 49 h 0 min"
    })
    void aDurationReadsAsPeopleSayIt(String duration, String text) {
        assertThat(Spans.of(Duration.parse(duration))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 KiB", "10485760, 10 MiB", "1610612736, 1.5 GiB"})
    void aSizeReadsAsPeopleSayIt(long bytes, String text) {
        assertThat(Spans.ofBytes(bytes)).isEqualTo(text);
    }
}
