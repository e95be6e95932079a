package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.standalone.client.PipelineReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenPipelineTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatIsThereIsMeantWhateverItIsCalled() throws Exception {
        Path file = Files.writeString(folder.resolve("weather"), "");

        assertThat(GivenPipeline.of(file.toString())).isEqualTo(new GivenPipeline.InFile(file));
    }

    @Test
    void aNameIsMeantWhereThereIsNoSuchFileAndWhereThereIsAFolderOfThatName() {
        GivenPipeline kept = new GivenPipeline.Kept(new PipelineReference("no-such-file", Optional.empty()));

        assertThat(GivenPipeline.of("no-such-file")).isEqualTo(kept);
        // The tests run in the folder of this room.
        assertThat(Path.of("src")).isDirectory();
        assertThat(GivenPipeline.of("src"))
                .isEqualTo(new GivenPipeline.Kept(new PipelineReference("src", Optional.empty())));
    }

    @Test
    void aNameMayNameAVersion() {
        assertThat(GivenPipeline.of("weather@12"))
                .isEqualTo(new GivenPipeline.Kept(new PipelineReference("weather", Optional.of(12))));
    }
}
