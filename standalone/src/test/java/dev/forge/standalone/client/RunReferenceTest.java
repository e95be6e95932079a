package dev.forge.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunReferenceTest {
    private static final List<String> IDS = List.of("weather-4qk2mzd", "weather-4zzzzzz", "weather", "sum-abcdefg");

    @Test
    void theBeginningOfOneIdIsEnough() {
        assertThat(new RunReference("weather-4q").chosen(IDS)).contains("weather-4qk2mzd");
        assertThat(new RunReference("s").chosen(IDS)).contains("sum-abcdefg");
    }

    @Test
    void aWholeIdIsMeantThoughOthersBeginWithIt() {
        assertThat(new RunReference("weather").chosen(IDS)).contains("weather");
    }

    @Test
    void aBeginningOfSeveralIdsIsRefusedWithTheirNames() {
        assertThatThrownBy(() -> new RunReference("weather-4").chosen(IDS))
                .isInstanceOf(Refused.class)
                .hasMessageContainingAll("weather-4qk2mzd", "weather-4zzzzzz", "Write more");
    }

    @Test
    void anIdThatIsNotListedMayBeAnOldRuns() {
        assertThat(new RunReference("old-run").chosen(IDS)).isEmpty();
    }
}
