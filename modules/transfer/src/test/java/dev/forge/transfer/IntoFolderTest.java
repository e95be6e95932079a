package dev.forge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A source that brings its files into a folder of the workspace, as a module does beside the run's own source. */
class IntoFolderTest {
    @TempDir
    private Path folder;

    private Program program;

    @BeforeEach
    void arrange() throws IOException {
        program = new Program(folder);
        Files.createDirectories(folder.resolve("recipes"));
        Files.writeString(folder.resolve("arrived.json"), "arrived");
        Files.writeString(folder.resolve("recipes/arrived.json"), "original");
        assertThat(program.source("file://" + folder.resolve("arrived.json")).code())
                .isZero();
    }

    @Test
    void whatAnotherSourceHasBroughtStays() throws IOException {
        Program.Ended ended = into("original");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(program.workspace().resolve("arrived.json")).hasContent("arrived");
        assertThat(program.workspace().resolve("original/arrived.json")).hasContent("original");
    }

    @Test
    void aRepeatedOneTakesThePlaceOfWhatItBroughtAndOfNothingElse() throws IOException {
        into("original");
        program.put("original/mine.txt", "mine");
        Files.writeString(folder.resolve("recipes/arrived.json"), "newer");

        assertThat(into("original").code()).isZero();
        assertThat(program.workspace().resolve("original/arrived.json")).hasContent("newer");
        assertThat(program.workspace().resolve("original/mine.txt")).hasContent("mine");
        assertThat(program.workspace().resolve("arrived.json")).hasContent("arrived");
    }

    @Test
    void foldersDoNotMixTheirMarks() throws IOException {
        assertThat(into("a/b").code()).isZero();
        assertThat(into("a").code()).isZero();
        assertThat(into("a/b").code()).isZero();

        assertThat(program.workspace().resolve("a/b/arrived.json")).hasContent("original");
        assertThat(program.workspace().resolve("a/arrived.json")).hasContent("original");
    }

    @Test
    void itsMarksGoIntoNoSink() throws IOException {
        into("original");
        Path out = folder.resolve("out");

        assertThat(program.sink("file://" + out + "/").code()).isZero();
        assertThat(Program.names(out))
                .filteredOn(name -> !name.equals(".forge-manifest.json"))
                .containsExactly("arrived.json", "original/", "original/arrived.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../elsewhere", "/tmp", "a/../b", ".forge-source", "", "a//b"})
    void aFolderThatLeadsElsewhereIsRefused(String name) throws IOException {
        Program.Ended ended = into(name);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("CONFIGURATION", "--into");
    }

    @Test
    void aLinkOrAFileInItsPlaceIsRefused() throws IOException {
        Files.createSymbolicLink(program.workspace().resolve("link"), folder.resolve("recipes"));

        assertThat(into("link").output()).contains("CONFIGURATION", "not a folder");
        assertThat(into("arrived.json").output()).contains("CONFIGURATION", "not a folder");
    }

    private Program.Ended into(String name) throws IOException {
        return program.source("file://" + folder.resolve("recipes/arrived.json"), "--into", name);
    }
}
