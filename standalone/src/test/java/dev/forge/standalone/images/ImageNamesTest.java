package dev.forge.standalone.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNamesTest {
    @ParameterizedTest
    @CsvSource({
        "'', weather-monthly, docker.io/library/weather-monthly:1",
        "'', forge/stamp, docker.io/forge/stamp:1",
        "team/, stamp, docker.io/team/stamp:1",
        "registry.example/team/, forge/stamp, registry.example/team/forge/stamp:1",
        "'localhost:5000/', stamp, localhost:5000/stamp:1",
        "localhost/, stamp, localhost/stamp:1"
    })
    void aNameIsWhatAClusterReadsItAs(String prefix, String name, String full) {
        ImageSource image = new ImageSource(name, Path.of("."), Path.of("Dockerfile"));

        assertThat(new ImageNames(prefix, "0.1.0").generation(image)).isEqualTo(full);
        assertThat(new ImageNames(prefix, "0.1.0").release(image)).isEqualTo(full.replaceFirst(":1$", ":0.1.0"));
    }

    @ParameterizedTest
    @CsvSource({
        "registry.example, '', registry.example/forge/stamp:1",
        "registry.example/, team/, registry.example/team/forge/stamp:1",
        "123456789012.dkr.ecr.eu-central-1.amazonaws.com/a, '', 123456789012.dkr.ecr.eu-central-1.amazonaws.com/a/forge/stamp:1"
    })
    void aRegistryComesBeforeThePrefix(String registry, String prefix, String full) {
        ImageSource image = new ImageSource("forge/stamp", Path.of("."), Path.of("Dockerfile"));

        assertThat(new ImageNames(prefix, "0.1.0").at(registry).generation(image))
                .isEqualTo(full);
    }
}
