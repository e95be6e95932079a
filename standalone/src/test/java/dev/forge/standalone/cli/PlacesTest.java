package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesTest {
    @Test
    void aUriStaysAsItIs() {
        assertThat(Places.source("s3://b/in.zip")).isEqualTo("s3://b/in.zip");
        assertThat(Places.sink("s3://b/${run.id}.zip")).isEqualTo("s3://b/${run.id}.zip");
    }

    @Test
    void aFolderEndsInASlashAndAFileDoesNot(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("in.zip"), "");

        assertThat(Places.source(folder.toString())).isEqualTo("file://" + folder + "/");
        assertThat(Places.source(file.toString())).isEqualTo("file://" + file);
    }

    @Test
    void aSinkIsAFolderUnlessItIsAZip() {
        assertThat(Places.sink("out")).isEqualTo("file://" + Path.of("out").toAbsolutePath() + "/");
        assertThat(Places.sink("out.zip"))
                .isEqualTo("file://" + Path.of("out.zip").toAbsolutePath());
    }
}
