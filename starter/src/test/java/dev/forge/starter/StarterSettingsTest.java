package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StarterSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "::1", "localhost"})
    void loopbackIsListenedOn(String host) {
        assertThat(new StarterSettings(host, 0, Optional.empty()).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "", " ", "no.such.host.invalid"})
    void whatIsNotLoopbackIsRefusedWithASentence(String host) {
        assertThatThrownBy(() -> new StarterSettings(host, 0, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no authentication yet")
                .hasMessageContaining("set it to 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void aPortThatIsNoneIsRefused(int port) {
        assertThatThrownBy(() -> new StarterSettings("127.0.0.1", port, Optional.empty()))
                .hasMessageContaining("from 1 to 65535");
    }

    @Test
    void aKeyIsRememberedForThirtyDays() {
        assertThat(StarterSettings.anyPort().idempotency().retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void theDefaultsAreAFreePortOfLoopbackWithoutAWebUi() {
        assertThat(StarterSettings.anyPort())
                .isEqualTo(new StarterSettings("127.0.0.1", 0, Optional.empty()))
                .isNotEqualTo(StarterSettings.anyPort().withTemporalUi(URI.create("http://127.0.0.1:8233")));
    }
}
