package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.Span;
import dev.forge.contract.files.WorkspaceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalWorkspaceFilesTest {
    private static final String RUN = "weather-1";

    @TempDir
    Path root;

    private Path workspace = Path.of("");
    private LocalWorkspaceFiles files = new LocalWorkspaceFiles(Path.of(""));

    @BeforeEach
    void begin() throws IOException {
        workspace = new LocalFolders(root).workspace(RUN);
        Files.createDirectories(workspace);
        files = new LocalWorkspaceFiles(root);
    }

    @Test
    void theListHasRegularFilesInTheirOrder() throws IOException {
        write("b.txt", "bb");
        write("a/z", "");
        write("a/b/c", "ccc");
        write("a.txt", "a");
        write("a!", "!");
        Files.createDirectories(workspace.resolve("empty"));
        Files.createSymbolicLink(workspace.resolve("link"), Path.of("b.txt"));
        Files.createSymbolicLink(workspace.resolve("loop"), Path.of("."));

        FilesAnswer.Page page = page("", "", 1000);

        assertThat(page.files().stream().map(WorkspaceFile::path))
                .containsExactly("a/b/c", "a/z", "a!", "a.txt", "b.txt");
        assertThat(page.files().getFirst().size()).isEqualTo(3);
        assertThat(page.files().getFirst().modified())
                .isEqualTo(Files.getLastModifiedTime(workspace.resolve("a/b/c"))
                        .toInstant()
                        .truncatedTo(ChronoUnit.SECONDS));
        assertThat(page.more()).isFalse();
        assertThat(page.remark()).isEmpty();
    }

    @Test
    void pageByPageEachFileIsThereOnce() throws IOException {
        List<String> all = new ArrayList<>();
        for (String path : List.of("a/b/c", "a/b/d", "a/c", "a!", "a.txt", "b/x", "c")) {
            write(path, path);
            all.add(path);
        }
        for (int limit = 1; limit <= 8; limit++) {
            List<String> found = new ArrayList<>();
            FilesAnswer.Page page = page("", "", limit);
            page.files().forEach(file -> found.add(file.path()));
            while (page.more()) {
                page = page("", found.getLast(), limit);
                assertThat(page.files()).isNotEmpty();
                page.files().forEach(file -> found.add(file.path()));
            }
            assertThat(found).isEqualTo(all);
        }
    }

    @Test
    void aListGoesOnBehindAFileThatIsGone() throws IOException {
        write("a/b", "");
        write("c", "");

        assertThat(paths("", "a/a")).containsExactly("a/b", "c");
        assertThat(paths("", "a/z")).containsExactly("c");
        assertThat(paths("", "b/gone/x")).containsExactly("c");
        assertThat(paths("", "c")).isEmpty();
    }

    @Test
    void aPrefixIsOfThePath() throws IOException {
        write("results/a", "");
        write("results/b/c", "");
        write("results.txt", "");
        write("other", "");

        assertThat(paths("results", "")).containsExactly("results/a", "results/b/c", "results.txt");
        assertThat(paths("results/", "")).containsExactly("results/a", "results/b/c");
        assertThat(paths("results/b/c", "")).containsExactly("results/b/c");
        assertThat(paths("../", "")).isEmpty();
        assertThat(paths("/", "")).isEmpty();
    }

    @Test
    void aFolderThatIsClosedIsToldAndKeepsNobodyFromTheRest() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may read everything");
        write("closed/secret", "");
        write("open", "");
        Files.setPosixFilePermissions(workspace.resolve("closed"), PosixFilePermissions.fromString("---------"));

        FilesAnswer.Page page = page("", "", 1000);

        assertThat(page.files().stream().map(WorkspaceFile::path)).containsExactly("open");
        assertThat(page.remark())
                .hasValueSatisfying(remark -> assertThat(remark).contains("closed"));
        Files.setPosixFilePermissions(workspace.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void whatWasChangedInATimeIsToldByWhenItWasWrittenAndByWhenItGotItsPlace() throws IOException {
        Instant then = Instant.parse("2020-01-01T00:00:00Z");
        write("unpacked", "with the time that it has in the archive");
        Files.setLastModifiedTime(workspace.resolve("unpacked"), FileTime.from(then));
        Instant now = Files.getLastModifiedTime(workspace).toInstant();

        assertThat(changed(new Span(now.minusSeconds(5), now.plusSeconds(5)))).containsExactly("unpacked");
        assertThat(changed(new Span(then, then))).containsExactly("unpacked");
        assertThat(changed(new Span(then.plusSeconds(1), now.minusSeconds(60)))).isEmpty();
        assertThat(changed(
                        new Span(then.minusSeconds(9), then.minusSeconds(5)),
                        new Span(now.minusSeconds(5), now.plusSeconds(5))))
                .containsExactly("unpacked");
    }

    @Test
    void aFileIsReadPartByPart() throws IOException {
        write("a/b", "0123456789");

        assertThat(text("a/b", 0, 4)).isEqualTo("0123");
        assertThat(text("a/b", 8, 4)).isEqualTo("89");
        assertThat(text("a/b", 10, 4)).isEmpty();
        assertThat(text("a/b", 99, 4)).isEmpty();
        assertThat(text("a/b", 0, 0)).isEmpty();
        assertThat(part("a/b", 0, 0).file().size()).isEqualTo(10);
    }

    @Test
    void aLinkIsFollowedWhereItStaysInTheWorkspace() throws IOException {
        write("a/b", "here");
        Files.createSymbolicLink(workspace.resolve("inside"), Path.of("a/b"));
        Files.createSymbolicLink(workspace.resolve("folder"), Path.of("a"));

        assertThat(text("inside", 0, 9)).isEqualTo("here");
        assertThat(text("folder/b", 0, 9)).isEqualTo("here");
    }

    @Test
    void whatLeadsOutOfTheWorkspaceIsRefused() throws IOException {
        Path secret = root.resolve("secret");
        Files.writeString(secret, "secret");
        Path beside = workspace.resolveSibling("data-of-others");
        Files.createDirectories(beside);
        Files.writeString(beside.resolve("x"), "secret");
        Files.createSymbolicLink(workspace.resolve("absolute"), secret);
        Files.createSymbolicLink(workspace.resolve("relative"), Path.of("../../../secret"));
        Files.createSymbolicLink(workspace.resolve("folder"), root);
        Files.createSymbolicLink(workspace.resolve("neighbour"), Path.of("../data-of-others"));
        Files.createSymbolicLink(workspace.resolve("once-more"), Path.of("absolute"));

        for (String path : List.of("absolute", "relative", "folder/secret", "neighbour/x", "once-more")) {
            assertThat(files.read(new FileQuery(RUN, path, 0, 9)))
                    .as(path)
                    .isInstanceOfSatisfying(
                            FileAnswer.Refused.class,
                            refused -> assertThat(refused.why()).contains("out of the workspace"));
        }
        assertThat(paths("", "")).isEmpty();
    }

    @Test
    @Timeout(10)
    void onlyRegularFilesAreRead() throws Exception {
        write("folder/x", "");
        Files.createSymbolicLink(workspace.resolve("device"), Path.of("/dev/zero"));
        assertThat(new ProcessBuilder("mkfifo", workspace.resolve("pipe").toString())
                        .start()
                        .waitFor(5, TimeUnit.SECONDS))
                .isTrue();

        assertThat(refusal("folder")).isEqualTo("is a folder");
        assertThat(refusal("pipe")).contains("pipe");
        assertThat(refusal("device")).contains("out of the workspace");
        assertThat(paths("", "")).containsExactly("folder/x");
    }

    @Test
    void whatIsNotThereIsTold() throws IOException {
        write("file", "");
        Files.createSymbolicLink(workspace.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(workspace.resolve("round"), Path.of("round"));

        for (String path : List.of("nothing", "no/thing", "file/below", "dangling", "round", "x".repeat(300))) {
            assertThat(files.read(new FileQuery(RUN, path, 0, 9))).as(path).isEqualTo(new FileAnswer.NoFile());
        }
    }

    @Test
    void aRunWithoutAWorkspaceHasNone() {
        assertThat(files.list(new FilesQuery("other-1", "", "", 10, Optional.empty())))
                .isEqualTo(new FilesAnswer.NoWorkspace());
        assertThat(files.read(new FileQuery("other-1", "a", 0, 10))).isEqualTo(new FileAnswer.NoWorkspace());
    }

    private void write(String path, String text) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private FilesAnswer.Page page(String prefix, String after, int limit) {
        return (FilesAnswer.Page) files.list(new FilesQuery(RUN, prefix, after, limit, Optional.empty()));
    }

    private List<String> paths(String prefix, String after) {
        return page(prefix, after, 1000).files().stream()
                .map(WorkspaceFile::path)
                .toList();
    }

    private List<String> changed(Span... spans) {
        FilesQuery query = new FilesQuery(RUN, "", "", 1000, Optional.of(List.of(spans)));
        return ((FilesAnswer.Page) files.list(query))
                .files().stream().map(WorkspaceFile::path).toList();
    }

    private FileAnswer.Part part(String path, long from, int atMost) {
        return (FileAnswer.Part) files.read(new FileQuery(RUN, path, from, atMost));
    }

    private String text(String path, long from, int atMost) {
        return new String(part(path, from, atMost).bytes(), StandardCharsets.UTF_8);
    }

    private String refusal(String path) {
        return ((FileAnswer.Refused) files.read(new FileQuery(RUN, path, 0, 9))).why();
    }
}
