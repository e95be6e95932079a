package dev.forge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.transfer.zip.CraftedZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out by a sink comes back by a source, from every kind of place. */
class RoundTripIT {
    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:07Z");

    @TempDir
    private static Path objects;

    private static S3Server s3;

    @TempDir
    private Path folder;

    private Program first;
    private Program second;

    @BeforeAll
    static void start() throws Exception {
        s3 = S3Server.start(objects);
        s3.makeBucket("bucket");
    }

    @AfterAll
    static void stop() {
        s3.close();
    }

    @BeforeEach
    void programs() throws IOException {
        first = new Program(folder.resolve("first")).with(s3.environment());
        second = new Program(folder.resolve("second")).with(s3.environment());
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3://bucket/one/out.zip", "s3://bucket/many/", "FOLDER/out.zip", "FOLDER/out"})
    void everythingComesBack(String place) throws IOException {
        String uri = place.replace("FOLDER", "file://" + folder);
        Path script = first.put("bin/run me.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x--x"));
        Files.setLastModifiedTime(script, FileTime.from(LONG_AGO));
        first.put("ünï/日本語 🎉.txt", "names");
        first.put("empty.txt", "");
        Files.createDirectories(first.workspace().resolve("nothing/in here"));
        byte[] random = new byte[20 << 20];
        new Random(7).nextBytes(random);
        Files.write(first.workspace().resolve("large.bin"), random);
        Files.writeString(first.workspace().resolve("large.txt"), "line of text\n".repeat(500_000));

        Program.Ended out = first.sink(uri);
        assertThat(out.err()).isEmpty();
        assertThat(out.code()).isZero();
        Program.Ended in = second.source(uri.equals("file://" + folder + "/out") ? uri + "/" : uri);
        assertThat(in.err()).isEmpty();
        assertThat(in.output()).contains("\"files\": 5, \"bytes\": 27471535");
        assertThat(second.names()).isEqualTo(Program.names(first.workspace()));
        assertThat(second.workspace().resolve("large.bin")).hasBinaryContent(random);
        assertThat(second.workspace().resolve("large.txt"))
                .hasSameBinaryContentAs(first.workspace().resolve("large.txt"));
        Path back = second.workspace().resolve("bin/run me.sh");
        assertThat(Files.getLastModifiedTime(back).toInstant()).isEqualTo(LONG_AGO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back)))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void foldersKeepTheirBitsAndTimesInAZip() throws IOException {
        first.put("kept/inside.txt", "x");
        Path kept = first.workspace().resolve("kept");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(kept, FileTime.from(LONG_AGO));
        first.sink("s3://bucket/kept.zip");
        second.source("s3://bucket/kept.zip");
        Path back = second.workspace().resolve("kept");
        assertThat(Files.getLastModifiedTime(back).toInstant()).isEqualTo(LONG_AGO);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back)))
                .isEqualTo("rwx------");
    }

    @Test
    void moreEntriesThanAnOldZipCanCountComeBack() throws IOException {
        Path many = Files.createDirectory(first.workspace().resolve("many"));
        for (int i = 0; i < 66_000; i++) {
            Files.createFile(many.resolve(Integer.toString(i)));
        }
        assertThat(first.sink("file://" + folder.resolve("many.zip")).code()).isZero();
        assertThat(second.source("file://" + folder.resolve("many.zip")).output())
                .contains("\"files\": 66000");
    }

    @Test
    void aSingleObjectBecomesAFile() throws IOException {
        s3.put("bucket", "single/notes.txt", "notes".getBytes(StandardCharsets.UTF_8));
        s3.put("bucket", "single/nothing", new byte[0]);
        assertThat(first.source("s3://bucket/single/notes.txt").output())
                .contains("\"objects\": 1, \"files\": 1, \"bytes\": 5", "\"etag\": ");
        assertThat(first.names()).containsExactly("notes.txt");
        assertThat(second.source("s3://bucket/single/nothing").code()).isZero();
        assertThat(second.names()).containsExactly("nothing");
    }

    @Test
    void aZipIsKeptIfSaidSoAndFoundByItsBytesWhereItsNameHasNoEnding() throws IOException {
        CraftedZip zip = new CraftedZip();
        zip.stored("inside.txt", "x");
        s3.put("bucket", "zips/in.zip", zip.build());
        s3.put("bucket", "zips/upload-17", zip.build());
        s3.put("bucket", "zips/book.docx", zip.build());
        first.source("s3://bucket/zips/in.zip", "--unpack", "none");
        assertThat(first.names()).containsExactly("in.zip");
        first.source("s3://bucket/zips/upload-17");
        assertThat(first.names()).containsExactly("inside.txt");
        first.source("s3://bucket/zips/book.docx");
        assertThat(first.names()).containsExactly("book.docx");
    }

    @Test
    void aRepeatedSourceRemovesWhatTheFirstBrought() throws IOException {
        s3.put("bucket", "again/a.txt", "a".getBytes(StandardCharsets.UTF_8));
        first.source("s3://bucket/again/a.txt");
        first.put("made-by-a-module", "stays");
        s3.put("bucket", "again/b.txt", "b".getBytes(StandardCharsets.UTF_8));
        first.source("s3://bucket/again/b.txt");
        assertThat(first.names()).containsExactly("b.txt", "made-by-a-module");
    }

    @Test
    void aSourceDoesNotOverwriteWhatOthersPutThere() throws IOException {
        s3.put("bucket", "taken/a.txt", "new".getBytes(StandardCharsets.UTF_8));
        first.put("a.txt", "old");
        assertThat(first.source("s3://bucket/taken/").output()).contains("CONFIGURATION", "already holds 'a.txt'");
        assertThat(first.workspace().resolve("a.txt")).hasContent("old");
    }

    @Test
    void aPrefixTellsWhereItsManifestIsAndTheSourceLeavesItOut() throws IOException {
        first.put("a.txt", "content");
        first.put(".forge-source/placed", "a.txt");
        assertThat(first.sink("s3://bucket/listed/").output()).contains("\"objects\": 2, \"files\": 1");
        assertThat(new String(s3.get("bucket", "listed/.forge-manifest.json"), StandardCharsets.UTF_8))
                .contains("\"name\": \"a.txt\", \"size\": 7, \"sha256\": \"ed7002b4");
        assertThat(s3.keys("bucket").stream().filter(key -> key.startsWith("listed/")))
                .containsExactlyInAnyOrder("listed/.forge-manifest.json", "listed/a.txt");
        second.source("s3://bucket/listed/");
        assertThat(second.names()).containsExactly("a.txt");
    }

    @Test
    void includesAndExcludesChooseWhatIsSent() throws IOException {
        first.put("a.csv", "1");
        first.put("deep/b.csv", "2");
        first.put("deep/c.txt", "3");
        first.put("tmp/d.csv", "4");
        first.sink("s3://bucket/chosen.zip", "--include", "**/*.csv", "--exclude", "tmp/");
        second.source("s3://bucket/chosen.zip");
        assertThat(second.names()).containsExactly("a.csv", "deep/", "deep/b.csv");
        assertThat(first.sink("s3://bucket/none.zip", "--include", "*.xml").output())
                .contains("CONFIGURATION", "No file in the workspace matches");
        assertThat(s3.keys("bucket")).doesNotContain("none.zip");
    }

    @Test
    void linksAndPipesAreLeftOutAndSaidSo() throws IOException, InterruptedException {
        first.put("real.txt", "real");
        Files.createSymbolicLink(first.workspace().resolve("outside"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(first.workspace().resolve("folder"), Path.of("/etc"));
        assertThat(new ProcessBuilder(
                                "mkfifo", first.workspace().resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        Program.Ended ended = first.sink("file://" + folder.resolve("out") + "/");
        assertThat(ended.output()).contains("\"files\": 1", "\"skipped\": 3");
        assertThat(ended.out()).contains("warning: 'outside' is a symbolic link", "'pipe' is a pipe");
        assertThat(Program.names(folder.resolve("out"))).containsExactly(".forge-manifest.json", "real.txt");
    }

    @Test
    void anEmptyWorkspaceIsAnEmptyZip() throws IOException {
        assertThat(first.sink("s3://bucket/empty.zip").output()).contains("\"files\": 0");
        assertThat(second.source("s3://bucket/empty.zip").output()).contains("\"files\": 0");
        assertThat(second.names()).isEmpty();
    }

    @Test
    void otherProgramsReadTheZip() throws IOException, InterruptedException {
        first.put("ünï.txt", "x".repeat(1_000_000));
        first.put("small.txt", "x");
        Path zip = folder.resolve("out.zip");
        first.sink("file://" + zip);
        assertThat(new java.util.zip.ZipFile(zip.toFile()).stream().map(Object::toString))
                .containsExactly("small.txt", "ünï.txt");
    }
}
