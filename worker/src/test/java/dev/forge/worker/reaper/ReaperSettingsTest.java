package dev.forge.worker.reaper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReaperSettingsTest {
    @Test
    void anEnvironmentThatSaysNothingMeansTheDefaults() {
        assertThat(ReaperSettings.of(Map.of("FORGE_REAPER_EVERY", " "))).isEqualTo(ReaperSettings.DEFAULT);
        assertThat(ReaperSettings.DEFAULT)
                .isEqualTo(new ReaperSettings(Duration.ofMinutes(1), Duration.ofMinutes(10), 10, Duration.ofDays(7)));
    }

    @Test
    void theEnvironmentNamesEachSetting() {
        Map<String, String> environment = Map.of(
                "FORGE_REAPER_EVERY", "5s",
                "FORGE_REAPER_APART", "1h",
                "FORGE_REAPER_MOST_AT_ONCE", "50",
                "FORGE_REAPER_KEEP_WORKSPACE", "2d");

        assertThat(ReaperSettings.of(environment))
                .isEqualTo(new ReaperSettings(Duration.ofSeconds(5), Duration.ofHours(1), 50, Duration.ofDays(2)));
    }

    @Test
    void aSettingThatCannotBeReadIsNamedWithWhatToWrite() {
        assertThatThrownBy(() -> ReaperSettings.of(Map.of("FORGE_REAPER_APART", "10")))
                .hasMessageContainingAll("FORGE_REAPER_APART=10", "10m");
        assertThatThrownBy(() -> ReaperSettings.of(Map.of("FORGE_REAPER_MOST_AT_ONCE", "all")))
                .hasMessageContainingAll("FORGE_REAPER_MOST_AT_ONCE=all", "50");
    }

    @Test
    void aReaperThatNeverRestsIsRefused() {
        assertThatThrownBy(() -> ReaperSettings.of(Map.of("FORGE_REAPER_EVERY", "0s")))
                .hasMessageContaining("every must be positive");
    }
}
