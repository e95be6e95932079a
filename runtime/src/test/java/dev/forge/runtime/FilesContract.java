package dev.forge.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.files.FileAnswer;
import dev.forge.contract.files.FileQuery;
import dev.forge.contract.files.FilesAnswer;
import dev.forge.contract.files.FilesQuery;
import dev.forge.contract.files.Span;
import dev.forge.contract.files.WorkspaceFile;
import dev.forge.contract.step.StepOutcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What can be seen of a run's workspace. */
abstract class FilesContract extends RuntimeContract {
    FilesContract(Supplier<Lab> labs) {
        super(labs);
    }

    @Test
    void filesAreListedPageByPageInTheirOrder() throws Exception {
        fill("mkdir -p a/b empty; echo 1 > a/b/c; echo > a/z; echo > 'a!'; echo > a.txt; echo > 'b c'; echo > -x;"
                + " ln -s a.txt link; ln -s /etc outside; mkfifo pipe");

        assertThat(paths(page("", "", 1000))).containsExactly("-x", "a/b/c", "a/z", "a!", "a.txt", "b c");
        FilesAnswer.Page first = page("a", "", 2);
        assertThat(paths(first)).containsExactly("a/b/c", "a/z");
        assertThat(first.more()).isTrue();
        assertThat(first.files().getFirst().size()).isEqualTo(2);
        FilesAnswer.Page second = page("a", "a/z", 2);
        assertThat(paths(second)).containsExactly("a!", "a.txt");
        assertThat(second.more()).isFalse();
        assertThat(paths(page("a/b/", "", 9))).containsExactly("a/b/c");
        assertThat(paths(page("outside/", "", 9))).isEmpty();
    }

    @Test
    void namesAreToldAsTheyAre() throws Exception {
        // Of two dollars in a command one is left, as Kubernetes has it.
        fill(
                "echo > '$(HOME)'; echo > '$$$$'; echo > 'back\\slash'; echo > 'quo\"te'; echo > ü; echo > \"$(printf 'c\\rr')\"");

        assertThat(paths(page("", "", 100)))
                .containsExactlyInAnyOrder("$(HOME)", "$$", "back\\slash", "quo\"te", "ü", "c\rr");
        assertThat(paths(page("$(HOME", "", 100))).containsExactly("$(HOME)");
        for (String name : List.of("$(HOME)", "$$", "back\\slash", "ü", "c\rr")) {
            assertThat(part(name, 0, 9).bytes()).as(name).containsExactly('\n');
        }
    }

    @Test
    void bytesAreReadAsTheyAre() throws Exception {
        fill("i=0; while [ $i -lt 256 ]; do printf \"\\\\$(printf %03o $i)\"; i=$((i + 1)); done > all;"
                + " for i in 1 2 3 4 5 6 7 8 9; do cat all all > more; mv more all; done; : > empty");
        int size = 256 * 512;

        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (read.size() < size) {
            read.writeBytes(part("all", read.size(), 50_001).bytes());
        }

        assertThat(read.toByteArray()).hasSize(size);
        for (int i = 0; i < size; i++) {
            assertThat(read.toByteArray()[i]).isEqualTo((byte) i);
        }
        assertThat(part("all", 0, 0).file().size()).isEqualTo(size);
        assertThat(part("all", size, 9).bytes()).isEmpty();
        assertThat(part("empty", 0, 9).bytes()).isEmpty();
    }

    @Test
    void severalFilesAreReadAtOnceInTheirOrder() throws Exception {
        fill("mkdir m; for i in 1 2 3 4; do echo $i > m/$i; done; : > empty; ln -s /etc/passwd out;"
                + " head -c 1500000 /dev/zero > large");

        List<FileAnswer> answers = runtime.files()
                .readBeginnings(run, List.of("m/3", "nothing", "large", "m/1", "empty", "out", "m", "m/4", "m/2"));

        assertThat(answers).hasSize(9);
        for (int place : List.of(0, 3, 7, 8)) {
            assertThat(new String(((FileAnswer.Part) answers.get(place)).bytes(), StandardCharsets.UTF_8))
                    .isEqualTo(List.of("3", "", "", "1", "", "", "", "4", "2").get(place) + "\n");
        }
        assertThat(answers.get(1)).isEqualTo(new FileAnswer.NoFile());
        FileAnswer.Part large = (FileAnswer.Part) answers.get(2);
        assertThat(large.file().size()).isEqualTo(1_500_000);
        assertThat(large.bytes()).hasSize(FileQuery.LARGEST_PART);
        assertThat(((FileAnswer.Part) answers.get(4)).bytes()).isEmpty();
        assertThat(answers.get(5)).isEqualTo(WorkspaceFiles.leadingOut());
        assertThat(answers.get(6)).isEqualTo(WorkspaceFiles.folder());
        assertThat(runtime.files().readBeginnings("nobody-1", List.of("a")))
                .containsExactly(new FileAnswer.NoWorkspace());
    }

    @Test
    void whatIsNoFileOfTheWorkspaceIsNotGivenOut() throws Exception {
        fill(
                "mkdir folder; echo in > folder/x; ln -s folder/x inside; ln -s /etc/passwd passwd; ln -s / root; ln -s .. up;"
                        + " ln -s nowhere dangling; mkfifo pipe; ln -s /dev/zero zero");

        assertThat(new String(part("inside", 0, 9).bytes(), StandardCharsets.UTF_8))
                .isEqualTo("in\n");
        for (String path : List.of("passwd", "root/etc/passwd", "up", "zero")) {
            assertThat(read(path)).as(path).isEqualTo(WorkspaceFiles.leadingOut());
        }
        assertThat(read("folder")).isEqualTo(WorkspaceFiles.folder());
        assertThat(read("pipe")).isEqualTo(WorkspaceFiles.special());
        for (String path : List.of("dangling", "nothing", "folder/x/y", "no/thing")) {
            assertThat(read(path)).as(path).isEqualTo(new FileAnswer.NoFile());
        }
    }

    @Test
    void whatAStepHasChangedIsToldByItsTime() throws Exception {
        fill("echo > old; echo > rewritten; sleep 2");
        Span step = span(outcome(tasks().as("step")
                .sh("cd $FORGE_DATA; sleep 2; echo 1 > rewritten; echo > new;"
                        + " echo > unpacked; touch -t 202001010000 unpacked; sleep 2")));
        outcome(tasks().as("after").sh("sleep 2; echo > $FORGE_DATA/later"));

        FilesQuery query = new FilesQuery(run, "", "", 1000, Optional.of(List.of(step)));

        assertThat(paths((FilesAnswer.Page) runtime.files().list(query)))
                .containsExactly("new", "rewritten", "unpacked");
    }

    @Test
    void aWorkspaceThatIsNotThereIsTold() throws Exception {
        FilesQuery all = new FilesQuery(run, "", "", 1000, Optional.empty());
        FileQuery one = new FileQuery(run, "a", 0, 1);
        assertThat(runtime.files().list(all)).isEqualTo(new FilesAnswer.NoWorkspace());
        assertThat(runtime.files().read(one)).isEqualTo(new FileAnswer.NoWorkspace());

        fill("echo > a");
        assertThat(paths(page("", "", 9))).containsExactly("a");
        runtime.clean(run);

        assertThat(runtime.files().list(all)).isEqualTo(new FilesAnswer.NoWorkspace());
        assertThat(runtime.files().read(one)).isEqualTo(new FileAnswer.NoWorkspace());
    }

    private void fill(String script) throws InterruptedException {
        assertThat(outcome(tasks().as("fill").sh("cd $FORGE_DATA; " + script)))
                .isInstanceOf(StepOutcome.Succeeded.class);
    }

    private static Span span(StepOutcome outcome) {
        StepOutcome.Succeeded succeeded = (StepOutcome.Succeeded) outcome;
        return new Span(succeeded.startedAt().orElseThrow(), succeeded.endedAt());
    }

    private FilesAnswer.Page page(String prefix, String after, int limit) {
        return (FilesAnswer.Page) runtime.files().list(new FilesQuery(run, prefix, after, limit, Optional.empty()));
    }

    private static List<String> paths(FilesAnswer.Page page) {
        return page.files().stream().map(WorkspaceFile::path).toList();
    }

    private FileAnswer read(String path) {
        return runtime.files().read(new FileQuery(run, path, 0, 100));
    }

    private FileAnswer.Part part(String path, long from, int atMost) {
        return (FileAnswer.Part) runtime.files().read(new FileQuery(run, path, from, atMost));
    }
}
