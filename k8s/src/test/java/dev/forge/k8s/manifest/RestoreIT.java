package dev.forge.k8s.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program that keeps a workspace and puts it back, in this machine's shell and a folder of its own. */
class RestoreIT {
    private static final String COPY = "monthly-abcdefgh";

    /** Counts the commands of the program, and ends the program at one of them. */
    private static final String WRAPPER = """
            #!/bin/sh
            count=`cat @root@/count`
            count=`expr $count + 1`
            echo $count >@root@/count
            [ "$KILL_AT" = $count ] || exec @real@ "$@"
            case $KILL_MODE in
              AFTER) @real@ "$@" ;;
              AMID)
                if [ @name@ = cp ]; then
                  for last; do :; done
                  mkdir -p "$last"
                  echo half >"$last/half"
                fi ;;
            esac
            kill -9 $VICTIM
            """;

    @TempDir
    Path root;

    private Path run;

    enum Moment {
        BEFORE,
        AMID,
        AFTER
    }

    @BeforeEach
    void makeTheWorkspace() throws IOException {
        run = Files.createDirectories(root.resolve("run"));
        Path bin = Files.createDirectories(root.resolve("bin"));
        for (String command : List.of("mkdir", "cp", "mv", "rm", "sync", "find")) {
            Path real = Stream.of("/usr/bin", "/bin")
                    .map(folder -> Path.of(folder, command))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Path wrapper = Files.writeString(
                    bin.resolve(command),
                    WRAPPER.replace("@root@", root.toString())
                            .replace("@real@", real.toString())
                            .replace("@name@", command));
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }
        begin();
    }

    @Test
    void aStepIsPutBackToWhatItFound() throws Exception {
        Map<String, String> before = tree("data");
        assertThat(restore(COPY)).isZero();
        assertThat(tree("data")).isEqualTo(before);
        dirty();

        assertThat(restore(COPY)).isZero();

        assertThat(tree("data")).isEqualTo(before);
        assertThat(Files.readSymbolicLink(run.resolve("data/link"))).isEqualTo(Path.of("folder/file"));
        assertOnlyDataAndOneCopy();
    }

    @ParameterizedTest
    @EnumSource
    void aKillWhileItIsPutBackChangesNothing(Moment moment) throws Exception {
        Map<String, String> before = tree("data");
        for (int at = 1; ; at++) {
            restore(COPY);
            dirty();

            boolean killed = restoreKilled(COPY, at, moment);
            assertThat(restore(COPY)).isZero();

            assertThat(tree("data")).as("killed %s command %d", moment, at).isEqualTo(before);
            assertOnlyDataAndOneCopy();
            if (!killed) {
                assertThat(at).isGreaterThan(6);
                return;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKillWhileItIsKeptChangesNothing(Moment moment) throws Exception {
        Map<String, String> before = tree("data");
        for (int at = 1; ; at++) {
            begin();

            boolean killed = restoreKilled(COPY, at, moment);
            assertThat(restore(COPY)).isZero();
            dirty();
            assertThat(restore(COPY)).isZero();

            assertThat(tree("data")).as("killed %s command %d", moment, at).isEqualTo(before);
            assertOnlyDataAndOneCopy();
            if (!killed) {
                assertThat(at).isGreaterThan(4);
                return;
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anotherExecutionNeverFindsHalfOfWhatWasPutBack(Moment moment) throws Exception {
        Map<String, String> before = tree("data");
        for (int at = 1; ; at++) {
            begin();
            restore(COPY);
            dirty();
            Map<String, String> dirty = tree("data");

            boolean killed = restoreKilled(COPY, at, moment);
            assertThat(restore("monthly-ijklmnop")).isZero();

            assertThat(tree("data")).as("killed %s command %d", moment, at).isIn(before, dirty);
            assertOnlyDataAndOneCopy();
            if (!killed) {
                return;
            }
        }
    }

    @Test
    void theCopyOfAnotherStepIsRemovedFirst() throws Exception {
        restore("daily-abcdefgh");
        dirty();
        Map<String, String> before = tree("data");

        restore(COPY);

        assertThat(tree("data")).isEqualTo(before);
        assertOnlyDataAndOneCopy();
    }

    @Test
    void aWorkspaceThatIsGoneIsSaid() throws Exception {
        Files.move(run.resolve("data"), root.resolve("elsewhere"));

        assertThat(restore(COPY)).isEqualTo(73);

        assertThat(root.resolve("log"))
                .hasContent("the workspace of this run is gone from the claim workspaces\nstart the run again");
    }

    private void begin() throws IOException {
        remove(run);
        Files.createDirectories(run.resolve("data/folder/empty"));
        Files.writeString(run.resolve("data/folder/file"), "kept");
        Files.writeString(run.resolve("data/.hidden"), "too");
        Files.createSymbolicLink(run.resolve("data/link"), Path.of("folder/file"));
    }

    private void dirty() throws IOException {
        Files.writeString(run.resolve("data/folder/file"), "changed");
        Files.writeString(run.resolve("data/more"), "left behind");
        Files.deleteIfExists(run.resolve("data/.hidden"));
    }

    private void assertOnlyDataAndOneCopy() throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            assertThat(files).map(Path::getFileName).map(Path::toString).containsExactlyInAnyOrder("data", "kept");
        }
        try (Stream<Path> copies = Files.list(run.resolve("kept"))) {
            assertThat(copies).hasSize(1);
        }
    }

    private int restore(String copy) throws Exception {
        return start(copy, 0, Moment.BEFORE);
    }

    private boolean restoreKilled(String copy, int at, Moment moment) throws Exception {
        return start(copy, at, moment) == 137;
    }

    private int start(String copy, int killAt, Moment moment) throws Exception {
        Files.writeString(root.resolve("count"), "0");
        List<String> command = Script.RESTORE.command("workspaces", copy);
        String text = command.get(2)
                .replace("/run-folder", run.toString())
                .replace("/dev/termination-log", root.resolve("log").toString());
        ProcessBuilder shell =
                new ProcessBuilder("sh", "-c", "export VICTIM=$$\n" + text, "restore", "workspaces", copy);
        shell.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        shell.environment().put("KILL_AT", Integer.toString(killAt));
        shell.environment().put("KILL_MODE", moment.name());
        shell.redirectErrorStream(true).redirectOutput(root.resolve("said").toFile());
        return shell.start().waitFor();
    }

    private Map<String, String> tree(String folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        Path top = run.resolve(folder);
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.toList()) {
                boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
                tree.put(top.relativize(file).toString(), regular ? Files.readString(file) : "");
            }
        }
        return tree;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    remove(file);
                }
            }
        }
        Files.deleteIfExists(folder);
    }
}
