package dev.forge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process: its memory, and what is left of it when it is killed. */
class ProcessIT {
    /** The promise, in MiB; the launcher's flags must keep it for any size. */
    private static final long MOST = 256;

    @TempDir
    private Path objects;

    @TempDir
    private Path folder;

    private S3Server s3;
    private Program program;

    @BeforeEach
    void start() throws Exception {
        s3 = S3Server.start(objects);
        s3.makeBucket("bucket");
        program = new Program(folder.resolve("run"));
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void threeHundredMebibytesPassThroughLessThanTheHeapOfThem() throws Exception {
        passThrough(300);
    }

    @Test
    @Tag("long")
    @EnabledOnOs(OS.LINUX)
    void sixGibibytesPassThroughAsWell() throws Exception {
        passThrough(6 << 10);
    }

    private void passThrough(int mebibytes) throws Exception {
        noise(program.workspace().resolve("noise.bin"), mebibytes);
        assertThat(run(program.workspace(), "sink", "--to", "s3://bucket/large.zip"))
                .isBetween(20L, MOST);
        Files.delete(program.workspace().resolve("noise.bin"));
        assertThat(run(program.workspace(), "source", "--from", "s3://bucket/large.zip"))
                .isBetween(20L, MOST);
        assertThat(program.workspace().resolve("noise.bin")).hasSize((long) mebibytes << 20);
    }

    @Test
    @Tag("long")
    void aSparseFileOfFiveGibibytesNeedsZip64AndComesBack() throws Exception {
        long size = 5L << 30;
        try (RandomAccessFile sparse =
                new RandomAccessFile(program.workspace().resolve("sparse").toFile(), "rw")) {
            sparse.setLength(size);
        }
        Program other = new Program(folder.resolve("other")).with("FORGE_UNPACK_MAX_RATIO", "2000");
        String zip = "file://" + folder.resolve("sparse.zip");
        assertThat(program.sink(zip).err()).isEmpty();
        assertThat(other.source(zip).err()).isEmpty();
        assertThat(other.workspace().resolve("sparse")).hasSize(size);
    }

    @Test
    void threeHundredThousandNamesFitIntoTheHeap() throws Exception {
        Path zip = folder.resolve("names.zip");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            for (int i = 0; i < 299_999; i++) {
                out.putNextEntry(new ZipEntry("a folder with a name/file number " + i + ".txt"));
            }
            // Ends it after the look at all names and before all the files are made.
            out.putNextEntry(new ZipEntry("../evil"));
        }
        Launched launched = Launched.start(program.workspace(), Map.of(), "source", "--from", "file://" + zip);
        assertThat(launched.peakUntilEnd()).isLessThan(MOST);
        assertThat(launched.said()).contains("'../evil'", "climbs out of its folder");
    }

    @Test
    void aSourceThatIsKilledLeavesNothingInSightAndIsRepeatedWhole() throws Exception {
        Path zip = folder.resolve("many.zip");
        manyFiles(zip, 30_000);
        Launched launched = Launched.start(program.workspace(), Map.of(), "source", "--from", "file://" + zip);
        Path staged = program.workspace().resolve(".forge-source/files/d0");
        await().until(() -> Files.isDirectory(staged) && staged.toFile().list().length > 20);
        launched.process().destroyForcibly().waitFor();
        assertThat(visible()).isEmpty();
        assertThat(program.workspace().resolve(".forge-source/placed")).doesNotExist();

        assertThat(program.source("file://" + zip).output()).contains("\"files\": 30000");
        assertThat(visible()).hasSize(100);
        assertThat(Program.names(program.workspace().resolve(".forge-source"))).containsExactly("placed");
    }

    @Test
    void aSourceThatWasKilledWhilePlacingBeginsClean() throws Exception {
        Path zip = folder.resolve("many.zip");
        manyFiles(zip, 200);
        program.source("file://" + zip);
        // The state between two renames: the list is there, some names are placed, others not yet.
        Path mark = program.workspace().resolve(".forge-source");
        Files.move(mark.resolve("placed"), mark.resolve("placing"));
        Path staged = Files.createDirectories(mark.resolve("files"));
        Files.move(program.workspace().resolve("d7"), staged.resolve("d7"));
        program.put("by-a-module.txt", "stays");

        assertThat(program.source("file://" + zip).err()).isEmpty();
        assertThat(visible()).hasSize(101).contains("by-a-module.txt", "d7");
    }

    @Test
    void aListThatAModuleForgedRemovesNothingOutside() throws Exception {
        Path zip = folder.resolve("many.zip");
        manyFiles(zip, 10);
        Path outside = Files.writeString(folder.resolve("outside.txt"), "stays");
        program.put(".forge-source/placed", "../../outside.txt\n..\n.\n\n/etc\na/../../../outside.txt");
        assertThat(program.source("file://" + zip).err()).isEmpty();
        assertThat(outside).hasContent("stays");
    }

    @Test
    void aSinkThatIsToldToStopAbortsItsUpload() throws Exception {
        noise(program.workspace().resolve("noise.bin"), 200);
        Launched launched = Launched.start(program.workspace(), s3.environment(), "sink", "--to", "s3://bucket/o.zip");
        await().until(() -> s3.openUploads("bucket") == 1);
        launched.process().destroy();
        assertThat(launched.process().waitFor()).isEqualTo(143);
        assertThat(s3.openUploads("bucket")).isZero();
        assertThat(s3.keys("bucket")).isEmpty();
    }

    private List<String> visible() {
        return List.of(program.workspace().toFile().list((where, name) -> !name.startsWith(".forge-")));
    }

    private long run(Path workspace, String... args) throws IOException, InterruptedException {
        Launched launched = Launched.start(workspace, s3.environment(), args);
        long peak = launched.peakUntilEnd();
        assertThat(launched.process().waitFor()).as(launched.said()).isZero();
        return peak;
    }

    private static void manyFiles(Path zip, int count) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
            for (int i = 0; i < count; i++) {
                out.putNextEntry(new ZipEntry("d" + i % 100 + "/" + i));
                out.write(i);
            }
        }
    }

    private static void noise(Path file, int mebibytes) throws IOException {
        Random random = new Random(3);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
    }
}
