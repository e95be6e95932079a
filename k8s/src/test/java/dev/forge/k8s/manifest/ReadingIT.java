package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The programs that list and read a workspace, in this machine's shell and a folder of its own. */
class ReadingIT {
    private static final String RUN = "weather-1";

    @TempDir
    Path root;

    private Path data = Path.of("");
    private Path log = Path.of("");
    private Path out = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        // As readlink will tell it.
        Path real = root.toRealPath();
        data = Files.createDirectories(real.resolve("workspace"));
        log = real.resolve("termination-log");
        out = real.resolve("out");
        for (String path :
                List.of("a/b/c", "a/z", "a!", "a.txt", "-x", "sp ace", "quo\"te'", "$(HOME)", "back\\slash")) {
            Files.createDirectories(data.resolve(path).getParent());
            Files.writeString(data.resolve(path), path);
        }
        Files.createSymbolicLink(data.resolve("link"), Path.of("a/b/c"));
        Files.createSymbolicLink(data.resolve("passwd"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(data.resolve("root"), Path.of("/"));
        Files.createSymbolicLink(data.resolve("up"), Path.of(".."));
        Files.createSymbolicLink(data.resolve("self"), Path.of("."));
        Files.createSymbolicLink(data.resolve("dangling"), Path.of("nowhere"));
        assertThat(new ProcessBuilder("mkfifo", data.resolve("pipe").toString())
                        .start()
                        .onExit()
                        .join()
                        .exitValue())
                .isZero();
    }

    @Test
    void aListHasRegularFilesInTheirOrderAndOneMoreThanIsWanted() throws Exception {
        assertThat(list("", "", 1000, Optional.empty()))
                .containsExactly("$(HOME)", "-x", "a/b/c", "a/z", "a!", "a.txt", "back\\slash", "quo\"te'", "sp ace");
        assertThat(list("a", "a/b/c", 2, Optional.empty())).containsExactly("a/z", "a!", "a.txt");
        assertThat(list("a/b/", "", 2, Optional.empty())).containsExactly("a/b/c");
        assertThat(list("$(", "", 2, Optional.empty())).containsExactly("$(HOME)");
    }

    @ParameterizedTest
    @CsvSource({"../", "/", "/etc/", "root/etc/", "up/", "a/../", "self/", "nothing/", "a/b/c/"})
    void noPrefixLeadsOutOfTheWorkspace(String prefix) throws Exception {
        assertThat(list(prefix, "", 1000, Optional.empty())).isEmpty();
    }

    @Test
    void whatWasChangedInATimeIsToldByEitherTime() throws Exception {
        Instant now = Instant.now();
        Files.setLastModifiedTime(data.resolve("a.txt"), FileTime.from(Instant.ofEpochSecond(1000)));
        Span then = new Span(Instant.ofEpochSecond(999), Instant.ofEpochSecond(1000));
        Span before = new Span(Instant.ofEpochSecond(998), Instant.ofEpochSecond(999));
        Span lately = new Span(now.minusSeconds(60), now.plusSeconds(60));

        assertThat(list("", "", 1000, Optional.of(List.of(then)))).containsExactly("a.txt");
        assertThat(list("", "", 1000, Optional.of(List.of(before)))).isEmpty();
        assertThat(list("", "", 1000, Optional.of(List.of(before, lately))))
                .hasSize(9)
                .contains("a.txt");
        assertThat(list("", "", 2, Optional.of(List.of(lately)))).hasSize(3);
    }

    @Test
    void bytesAreReadFromAnOffset() throws Exception {
        byte[] bytes = new byte[70_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(data.resolve("all"), bytes);

        assertThat(read("all", 0, 70_000)).isZero();
        assertThat(answer()).isEqualTo(bytes);
        assertThat(heads().getFirst()).startsWith("# 0 70000 ");
        assertThat(read("all", 69_990, 100)).isZero();
        assertThat(answer()).isEqualTo(Arrays.copyOfRange(bytes, 69_990, 70_000));
        assertThat(read("all", 0, 0)).isZero();
        assertThat(Files.readAllLines(out)).singleElement().asString().startsWith("# 0 70000 ");
        assertThat(read("link", 0, 9)).isZero();
        assertThat(answer()).asString(StandardCharsets.UTF_8).isEqualTo("a/b/c");
        assertThat(read("$(HOME)", 2, 4)).isZero();
        assertThat(answer()).asString(StandardCharsets.UTF_8).isEqualTo("HOME");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, 41",
        "dangling, 41",
        "a/b/c/d, 41",
        "passwd, 42",
        "root, 42",
        "root/etc/passwd, 42",
        "up, 42",
        "up/termination-log, 42",
        "a, 43",
        "self, 43",
        "self/a, 43",
        "pipe, 44",
    })
    void whatIsNoFileOfTheWorkspaceIsToldByItsCode(String path, int code) throws Exception {
        assertThat(read(path, 0, 100)).isZero();
        assertThat(out).hasContent("# " + code + " 0 0");
    }

    @Test
    void severalFilesAreReadAtOnceInTheirOrder() throws Exception {
        Files.writeString(data.resolve("empty"), "");

        assertThat(start(
                        Reading.ofBeginnings(List.of("a.txt", "nothing", "empty", "up", "$(HOME)"))
                                .command("claim"),
                        path()))
                .isZero();

        assertThat(heads())
                .extracting(head -> head.replaceAll("\\d+$", "TIME"))
                .containsExactly("# 0 5 TIME", "# 41 0 TIME", "# 0 0 TIME", "# 42 0 TIME", "# 0 7 TIME");
        assertThat(List.of(unpacked(0), unpacked(2), unpacked(4))).containsExactly("a.txt", "", "$(HOME)");
    }

    @Test
    void aFileMayBeOfATimeBefore1970() throws Exception {
        Files.setLastModifiedTime(data.resolve("a.txt"), FileTime.from(Instant.ofEpochSecond(-86_400)));

        assertThat(read("a.txt", 0, 9)).isZero();
        assertThat(heads()).containsExactly("# 0 5 -86400");
        assertThat(list("a.txt", "", 9, Optional.empty())).containsExactly("a.txt");
    }

    @Test
    void aToolThatTheImageLacksIsToldAndNotTakenForNoFiles() throws Exception {
        List<String> command =
                Reading.of(new FilesQuery(RUN, "", "", 9, Optional.empty())).command("claim");

        assertThat(start(command, root.toString())).isEqualTo(46);
        assertThat(log).hasContent("the image has no find");
    }

    private List<String> list(String prefix, String after, int limit, Optional<List<Span>> changed) throws Exception {
        assertThat(start(
                        Reading.of(new FilesQuery(RUN, prefix, after, limit, changed))
                                .command("claim"),
                        path()))
                .isZero();
        assertThat(log).isEmptyFile();
        return new String(answer(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ", 4)[3])
                .toList();
    }

    private int read(String path, long from, int atMost) throws Exception {
        return start(Reading.of(new FileQuery(RUN, path, from, atMost)).command("claim"), path());
    }

    private static String path() {
        return System.getenv("PATH");
    }

    /** As kubelet starts it: two dollars are one. */
    private int start(List<String> command, String path) throws Exception {
        Files.writeString(log, "");
        List<String> expanded =
                command.stream().map(word -> word.replace("$$", "$")).toList();
        String text =
                expanded.get(2).replace("/dev/termination-log", log.toString()).replace("/data", data.toString());
        ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", text);
        shell.command().addAll(expanded.subList(3, expanded.size()));
        shell.environment().put("PATH", path);
        shell.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        return shell.start().waitFor();
    }

    private List<String> heads() throws IOException {
        return Files.readAllLines(out).stream()
                .filter(line -> line.startsWith("#"))
                .toList();
    }

    private String unpacked(int place) throws IOException {
        String text = Files.readString(out).split("(?m)^#.*$", -1)[place + 1];
        return new String(unpacked(text), StandardCharsets.UTF_8);
    }

    private byte[] answer() throws IOException {
        return unpacked(Files.readString(out).replaceFirst("^#.*\n", ""));
    }

    private static byte[] unpacked(String text) throws IOException {
        byte[] packed = Base64.getMimeDecoder().decode(text);
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return bytes.readAllBytes();
        }
    }
}
