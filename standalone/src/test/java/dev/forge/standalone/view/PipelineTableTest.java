package dev.forge.standalone.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.standalone.client.PipelineVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelineTableTest {
    private static final Instant MADE = Instant.parse("2026-11-29T12:00:00.123456Z");

    @Test
    void columnsAreAsWideAsWhatStandsInThem() {
        assertThat(PipelineTable.lines(
                        List.of(new PipelineVersion("weather-of-oslo", 12, MADE), new PipelineVersion("sum", 1, MADE)),
                        Ink.PLAIN))
                .containsExactly(
                        "PIPELINE         VERSION  MADE",
                        "weather-of-oslo  12       2026-11-29T12:00:00Z",
                        "sum              1        2026-11-29T12:00:00Z");
    }

    @Test
    void anEmptyListSaysHowToFillIt() {
        assertThat(PipelineTable.lines(List.of(), Ink.PLAIN))
                .singleElement()
                .asString()
                .contains("pipelines put");
    }
}
