package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.core.value.MapPropertyResolver;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StarterConfigurationTest {
    @Test
    void withoutAWordItIsTheDevServerAndLoopback() {
        assertThat(read(Map.of()))
                .isEqualTo(new StarterConfiguration(
                        new StarterSettings("127.0.0.1", 8080, Optional.empty()),
                        "127.0.0.1:7233",
                        "default",
                        Path.of(System.getProperty("user.home"), ".forge")));
    }

    @Test
    void everySettingIsRead() {
        assertThat(read(Map.of(
                        "micronaut.server.host", "::1",
                        "micronaut.server.port", "0",
                        "forge.temporal.ui", "http://127.0.0.1:8233",
                        "forge.temporal.address", "127.0.0.1:17233",
                        "forge.temporal.namespace", "forge",
                        "forge.local.root", "/srv/forge")))
                .isEqualTo(new StarterConfiguration(
                        new StarterSettings("::1", 0, Optional.of(URI.create("http://127.0.0.1:8233"))),
                        "127.0.0.1:17233",
                        "forge",
                        Path.of("/srv/forge")));
    }

    @Test
    void aPortThatIsNoNumberIsRefusedWithASentence() {
        assertThatThrownBy(() -> read(Map.of("micronaut.server.port", "http")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"http\"");
    }

    private static StarterConfiguration read(Map<String, Object> properties) {
        return StarterConfiguration.read(new MapPropertyResolver(properties));
    }
}
