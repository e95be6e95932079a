package dev.forge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.transfer.zip.CraftedZip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a zip tries, the source fails with a sentence and nothing is left behind, inside or outside. */
class HostileZipTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> hostileZips() {
        return Stream.of(
                named("../evil", "climbs out of its folder"),
                named("a/../../evil", "climbs out of its folder"),
                named("a/..", "climbs out of its folder"),
                named("/etc/evil", "is an absolute path"),
                named("..\\evil", "has a backslash"),
                named("C:/evil", "begins with a drive letter"),
                named("c:evil", "begins with a drive letter"),
                named("a//b", "has an empty part"),
                named("a/./b", "has '.' as a part"),
                named("a\0b", "has a control character"),
                named("a\nb", "has a control character"),
                named("", "is empty"),
                named(".forge-source/placed", "begins with '.forge-'"),
                named(".FORGE-x", "begins with '.forge-'"),
                named("x".repeat(256), "has a part longer than 255 bytes"),
                named("ü".repeat(128), "has a part longer than 255 bytes"),
                named("x/".repeat(2_000) + "x", "is longer than 3500 bytes"),
                zip(
                        "is a symbolic link",
                        zip -> zip.stored("link", "/etc/passwd").mode(0120777)),
                zip("is a pipe or device", zip -> zip.stored("pipe", "").mode(0010644)),
                zip("is a pipe or device", zip -> zip.stored("disk", "").mode(0060644)),
                zip("comes twice", zip -> zip.stored("a", "1"), zip -> zip.stored("a", "2")),
                zip("only in upper and lower case", zip -> zip.stored("Read", ""), zip -> zip.stored("rEAD", "")),
                zip("only in upper and lower case", zip -> zip.stored("A/x", ""), zip -> zip.stored("a/y", "")),
                zip("or in Unicode form", zip -> zip.stored("\u00fc", ""), zip -> zip.stored("u\u0308", "")),
                zip("is both a file and a folder", zip -> zip.stored("a", ""), zip -> zip.stored("a/b", "")),
                zip("is both a file and a folder", zip -> zip.stored("a/b", ""), zip -> zip.stored("a", "")),
                zip("is both a file and a folder", zip -> zip.stored("a/", ""), zip -> zip.stored("a", "")),
                zip("is encrypted", zip -> zip.stored("a", "secret").flags(1)),
                zip("is encrypted", zip -> zip.stored("a", "secret").flags(1 | 1 << 6)),
                zip("is packed by Deflate64", zip -> zip.stored("a", "x").method(9)),
                zip("is packed by method 77", zip -> zip.stored("a", "x").method(77)),
                zip("is a folder that has content", zip -> zip.stored("a/", "content")),
                zip(
                        "does not match its checksum",
                        zip -> zip.stored("a", "content").crc(1)),
                zip(
                        "is stored with two sizes",
                        zip -> zip.stored("a", "content").size(3)),
                zip(
                        "holds more than the 10 bytes",
                        zip -> zip.deflated("a", new byte[99]).size(10)),
                zip(
                        "does not match its checksum",
                        zip -> zip.deflated("a", new byte[99]).size(100)),
                zip("breaks off", zip -> zip.deflated("a", new byte[99]).packed(2)),
                zip("is corrupt", zip -> zip.stored("a", "no deflate stream").method(8)),
                zip(
                        "lies outside",
                        zip -> zip.stored("a", "x").packed(1_000_000).size(1_000_000)),
                zip("lies outside", zip -> zip.stored("a", "x").offset(5_000)),
                zip(
                        "is not where the central directory says",
                        zip -> zip.stored("a", "content").offset(3),
                        zip -> zip.stored("b", "content")),
                zip("lies outside", zip -> zip.stored("a", "x").offset(0xFFFF_FFFEL)),
                zip(
                        "broken Zip64 field",
                        zip -> zip.stored("a", "x").offset(0xFFFF_FFFFL).extra(new byte[] {1, 0, 2, 0, 1, 1})),
                zip(
                        "shares its bytes",
                        zip -> zip.deflated("a", new byte[100_000]),
                        zip -> zip.deflated("b", new byte[100_000]).offset(0),
                        zip -> zip.stored("c", "").offset(0).packed(90).size(90)));
    }

    private static Arguments named(String name, String reason) {
        return zip(reason, zip -> zip.stored("before.txt", "harmless"), zip -> zip.stored(name, "evil"));
    }

    /** Adds to a zip. */
    private interface Step {
        Object to(CraftedZip zip);
    }

    private static Arguments zip(String reason, Step... steps) {
        CraftedZip zip = new CraftedZip();
        List.of(steps).forEach(step -> step.to(zip));
        return Arguments.of(reason, zip.build());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostileZips")
    void aHostileZipLeavesNothing(String reason, byte[] zip) throws IOException {
        Program program = new Program(folder.resolve("run"));
        refused(program, zip, reason);
    }

    private void refused(Program program, byte[] zip, String reason) throws IOException {
        Path file = Files.write(folder.resolve("in.zip"), zip);
        Program.Ended ended = program.source("file://" + file);
        assertThat(ended.output())
                .contains("SOURCE_INVALID")
                .contains(reason.replace(". If you trust it, raise FORGE_UNPACK_MAX_BYTES", ""));
        assertThat(ended.err()).contains(reason).doesNotContain("Exception");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(Program.names(program.workspace())).isEmpty();
        assertThat(Program.names(folder)).containsExactly("in.zip", "run/", "run/data/", "run/output");
    }

    @Test
    void aZipThatIsCutAnywhereIsRefused() throws IOException {
        CraftedZip crafted = new CraftedZip();
        crafted.stored("a.txt", "some content");
        crafted.deflated("b/c.bin", new byte[5_000]);
        byte[] zip = crafted.build();
        Program program = new Program(folder.resolve("run"));
        for (int length = 4; length < zip.length; length += 7) {
            refused(program, Arrays.copyOf(zip, length), "is no whole zip");
        }
    }

    @Test
    void noSingleWrongByteEscapesNotice() throws IOException {
        CraftedZip crafted = new CraftedZip();
        crafted.deflated("a.txt", "text that is packed".repeat(20).getBytes(StandardCharsets.UTF_8));
        byte[] zip = crafted.build();
        Program program = new Program(folder.resolve("run"));
        for (int at = 0; at < zip.length; at++) {
            byte[] wrong = zip.clone();
            wrong[at] ^= 0x41;
            Program.Ended ended = program.source("file://" + Files.write(folder.resolve("in.zip"), wrong));
            assertThat(ended.err()).as("byte %d", at).doesNotContain("Exception");
            assertThat(Program.names(folder)).as("byte %d", at).allMatch(name -> !name.contains("evil"));
            if (ended.code() == 0) {
                assertThat(contents(program)).as("byte %d", at).hasSize(380).startsWith("text that is packed");
            }
        }
    }

    private static String contents(Program program) throws IOException {
        try (var files = Files.walk(program.workspace())) {
            Path file = files.filter(path ->
                            Files.isRegularFile(path) && !path.toString().contains(".forge-source"))
                    .findFirst()
                    .orElseThrow();
            return Files.readString(file);
        }
    }

    @Test
    void whatIsNoZipIsNamedByItsBeginning() throws IOException {
        Program program = new Program(folder.resolve("run"));
        refused(
                program,
                "<html>not found".getBytes(StandardCharsets.UTF_8),
                "is no zip: it begins with '<html>not found'");
        refused(program, new byte[0], "is empty, and so no zip");
    }

    @Test
    void moreEntriesThanSaidAreRefused() throws IOException {
        CraftedZip zip = new CraftedZip();
        zip.stored("a", "");
        refused(new Program(folder.resolve("run")), zip.build(40_000), "more than its central directory could hold");
        zip.stored("b", "");
        refused(new Program(folder.resolve("run")), zip.build(1), "does not end where it should");
    }

    @Test
    void limitsAreKeptAndNamed() throws IOException {
        CraftedZip zip = new CraftedZip();
        zip.stored("a", "12345");
        zip.stored("b", "67890");
        Program program = new Program(folder.resolve("run")).with("FORGE_UNPACK_MAX_ENTRIES", "1");
        refused(program, zip.build(), "holds more than 1 entries");
        program.with("FORGE_UNPACK_MAX_ENTRIES", "2").with("FORGE_UNPACK_MAX_BYTES", "9");
        refused(program, zip.build(), "holds more than 9 B. If you trust it, raise FORGE_UNPACK_MAX_BYTES");
        program.with("FORGE_UNPACK_MAX_BYTES", "10");
        assertThat(program.source("file://" + folder.resolve("in.zip")).code()).isZero();
    }

    @Test
    void aBombIsRefusedByItsRatio() throws IOException {
        CraftedZip zip = new CraftedZip();
        zip.deflated("zeros", new byte[70 << 20]);
        refused(new Program(folder.resolve("run")), zip.build(), "unpacks to more than 200 times its size");
    }

    @Test
    void aBombThatLiesAboutItsSizeIsStoppedAtWhatItSaid() throws IOException {
        CraftedZip zip = new CraftedZip();
        zip.deflated("zeros", new byte[70 << 20]).size(1_000);
        refused(new Program(folder.resolve("run")), zip.build(), "holds more than the 1000 bytes it promises");
    }

    @Test
    void aLimitThatIsNoNumberIsAMistakeOfTheConfiguration() throws IOException {
        Program program = new Program(folder).with("FORGE_UNPACK_MAX_BYTES", "10GB");
        assertThat(program.source("file:///x").output())
                .contains("CONFIGURATION", "FORGE_UNPACK_MAX_BYTES is not a whole number");
    }
}
