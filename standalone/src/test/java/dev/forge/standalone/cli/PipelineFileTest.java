package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFileTest {
    @TempDir
    private Path folder;

    @Test
    void modulesLieBesideTheFile() throws Exception {
        assertThat(PipelineFile.read(file("{name: p, modules: [{name: a, image: 'a:1'}]}"))
                        .modules())
                .isEqualTo(folder.resolve("modules"));
    }

    @Test
    void aNameThatIsKnownMayBeLeftOutAndAnotherOneIsAMistakeAtItsPlace() throws Exception {
        Path nameless = file("modules: [{name: a, image: 'a:1'}]");

        assertThat(PipelineFile.read(nameless, "weather").spec().name()).isEqualTo("weather");
        assertThatThrownBy(() -> PipelineFile.read(nameless)).isInstanceOf(InvalidFile.class);
        assertThatThrownBy(() -> PipelineFile.read(file("name: other\nmodules: [{name: a, image: 'a:1'}]"), "weather"))
                .isInstanceOfSatisfying(
                        InvalidFile.class,
                        invalid -> assertThat(invalid.lines())
                                .singleElement()
                                .asString()
                                .contains("p.yaml:1:7: "));
    }

    private Path file(String yaml) throws Exception {
        return Files.writeString(folder.resolve("p.yaml"), yaml);
    }
}
