package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The files of a run at a real engine: listed, and copied to where one is. */
@Timeout(300)
class FilesCommandIT {
    @TempDir
    private static Path folder;

    private static EngineOfTest engine;
    private static String run = "";

    @BeforeAll
    static void start() throws Exception {
        engine = EngineOfTest.in(folder);
        Path file = Files.writeString(folder.resolve("files.yaml"), """
                name: files
                modules:
                  - name: first
                    image: "a:1"
                    command: [sh, -c, 'cd "$FORGE_DATA"; mkdir -p results/deep; echo one > results/a.csv; echo x > "a:b c"; sleep 2']
                  - name: second
                    image: "a:1"
                    command: [sh, -c, 'cd "$FORGE_DATA"; sleep 2; echo two > results/deep/b.csv; seq 500000 > big']
                """);
        assertThat(engine.forge("run", file.toString()))
                .as(engine.out() + engine.err())
                .isZero();
        assertThat(engine.forge("runs", "-o", "json")).isZero();
        run = new ObjectMapper().readTree(engine.out()).at("/runs/0/id").asText();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void theFilesOfARunAreListed() throws Exception {
        assertThat(engine.forge("files", "@last")).as(engine.err()).isZero();
        assertThat(engine.out())
                .containsSubsequence("SIZE", "MODIFIED", "PATH", "a:b c", "big", "results/a.csv", "results/deep/b.csv");
        assertThat(engine.forge("files", run, "results/deep/", "-o", "json")).isZero();
        assertThat(json().at("/files/0/path").asText()).isEqualTo("results/deep/b.csv");
        assertThat(json().at("/files/0/size").asInt()).isEqualTo(4);
        assertThat(engine.forge("files", run, "nothing")).isZero();
        assertThat(engine.out()).contains("No such files.");
    }

    @Test
    void aListGoesOnWhereItEnded() throws Exception {
        assertThat(engine.forge("files", run, "results/", "--limit", "1")).isZero();
        assertThat(engine.err()).contains("There are more: ./forge files " + run + " results/ --cursor ");
        String cursor = engine.err().strip().replaceFirst(".*--cursor ", "");

        assertThat(engine.forge("files", run, "results/", "--cursor", cursor))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).contains("results/deep/b.csv").doesNotContain("results/a.csv");
    }

    @Test
    void whatAStepHasChangedIsListed() {
        assertThat(engine.forge("files", run, "--step", "second"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).contains("big", "results/deep/b.csv").doesNotContain("results/a.csv", "a:b c");
        assertThat(engine.forge("files", run, "--step", "third")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("no step third", "first, second");
    }

    @Test
    void aFileIsCopiedAndNoneIsReplacedUnlessThatIsMeant() throws Exception {
        Path target = Files.createDirectories(folder.resolve("one"));

        assertThat(engine.forge("cp", "@last:results/a.csv", target.toString()))
                .as(engine.err())
                .isZero();
        assertThat(target.resolve("a.csv")).hasContent("one\n");
        assertThat(engine.forge("cp", run + ":a:b c", target.resolve("named").toString()))
                .as(engine.err())
                .isZero();
        assertThat(target.resolve("named")).hasContent("x\n");

        Files.writeString(target.resolve("a.csv"), "mine");
        assertThat(engine.forge("cp", run + ":results/a.csv", target.toString()))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("is there already", "--force");
        assertThat(target.resolve("a.csv")).hasContent("mine");
        assertThat(engine.forge("cp", run + ":results/a.csv", target.toString(), "--force"))
                .isZero();
        assertThat(target.resolve("a.csv")).hasContent("one\n");
    }

    @Test
    void aFolderIsCopiedWithAllThatIsBelow() throws Exception {
        Path target = folder.resolve("all");

        assertThat(engine.forge("cp", run + ":results/", target.toString()))
                .as(engine.err())
                .isZero();

        assertThat(target.resolve("a.csv")).hasContent("one\n");
        assertThat(target.resolve("deep/b.csv")).hasContent("two\n");
        assertThat(engine.forge("cp", run + ":nothing/", target.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("No file of the run begins with nothing/");
    }

    @Test
    void aLargeFileComesWhole() throws Exception {
        Path target = folder.resolve("big");

        assertThat(engine.forge("cp", run + ":big", target.toString()))
                .as(engine.err())
                .isZero();

        try (Stream<String> lines = Files.lines(target)) {
            assertThat(lines.count()).isEqualTo(500_000);
        }
        assertThat(engine.out()).contains("big: 3.2 MiB in");
    }

    @Test
    void whatIsNoFileIsRefusedAndLeavesNothing() throws Exception {
        Path target = folder.resolve("none");

        assertThat(engine.forge("cp", run + ":nothing", target.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("has no file nothing");
        assertThat(engine.forge("cp", run + ":../spec.json", target.toString())).isEqualTo(ExitCode.INVALID);
        assertThat(engine.forge("cp", run + ":results", target.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("is a folder");
        assertThat(engine.forge("cp", "results/a.csv", target.toString())).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("Write RUN:PATH");
        assertThat(engine.forge("cp", "no-such-run:a", target.toString())).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("no run no-such-run");
        assertThat(target).doesNotExist();
    }

    private static JsonNode json() throws Exception {
        return new ObjectMapper().readTree(engine.out());
    }
}
