package dev.forge.standalone.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipFolderTest {
    @TempDir
    private Path folder;

    @Test
    void whatWasZippedIsUnzippedAsItWas() throws Exception {
        Path in = Files.createDirectories(folder.resolve("in"));
        Files.writeString(Files.createDirectories(in.resolve("é")).resolve("b.txt"), "two");
        Files.writeString(in.resolve("a.txt"), "one");

        ZipFolder.zip(in, folder.resolve("a.zip"));

        Path out = folder.resolve("out");
        assertThat(ZipFolder.unzip(folder.resolve("a.zip"), out)).containsExactly("a.txt", "é/b.txt");
        assertThat(out.resolve("é").resolve("b.txt")).hasContent("two");
    }

    @Test
    void aNameThatLeadsOutIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path zip = folder.resolve("bad.zip");
        try (ZipOutputStream entries = new ZipOutputStream(Files.newOutputStream(zip))) {
            entries.putNextEntry(new ZipEntry("fine.txt"));
            entries.putNextEntry(new ZipEntry("../out.txt"));
        }

        assertThatThrownBy(() -> ZipFolder.unzip(zip, folder.resolve("out")))
                .isInstanceOf(ObjectProblem.class)
                .hasMessageContaining("../out.txt");
        assertThat(folder.resolve("out").resolve("fine.txt")).doesNotExist();
        assertThat(folder.resolve("out.txt")).doesNotExist();
    }
}
