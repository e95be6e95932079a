package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LocalSettingsTest {
    private static final LocalSettings PLAIN = LocalSettings.under(Path.of("/forge"));

    @Test
    void theDefaultsAreAShortGraceAndNothingElse() {
        assertThat(PLAIN.root()).isEqualTo(Path.of("/forge"));
        assertThat(PLAIN.moduleFolders().get()).isEmpty();
        assertThat(PLAIN.grace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(PLAIN.transferEnv()).isEmpty();
    }

    @Test
    void everySettingCanBeGiven() {
        Supplier<List<Path>> folders = () -> List.of(Path.of("/modules"));

        assertThat(PLAIN.withGrace(Duration.ofSeconds(3))
                        .withModuleFolders(folders)
                        .withTransferEnv(Map.of("AWS_REGION", "eu-central-1")))
                .isEqualTo(new LocalSettings(
                        Path.of("/forge"), folders, Duration.ofSeconds(3), Map.of("AWS_REGION", "eu-central-1")));
    }

    @Test
    void pathsBecomeAbsolute() {
        assertThat(LocalSettings.under(Path.of("a/../b")).root())
                .isEqualTo(Path.of("b").toAbsolutePath());
    }

    @Test
    void whatIsImpossibleIsRefused() {
        assertThatThrownBy(() -> PLAIN.withGrace(Duration.ofSeconds(-1))).hasMessageContaining("grace");
        assertThatThrownBy(() -> PLAIN.withTransferEnv(Map.of("A=B", "x"))).hasMessageContaining("A=B");
    }

    @Test
    void credentialsDoNotShow() {
        assertThat(PLAIN.withTransferEnv(Map.of("AWS_SECRET_ACCESS_KEY", "hidden")))
                .asString()
                .contains("AWS_SECRET_ACCESS_KEY")
                .doesNotContain("hidden");
    }
}
