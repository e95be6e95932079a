package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines that are kept, at a real engine. */
@Timeout(300)
class PipelinesCommandIT {
    @TempDir
    private static Path folder;

    private static EngineOfTest engine;

    @BeforeAll
    static void start() throws Exception {
        engine = EngineOfTest.in(folder);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void aPipelineIsKeptInItsVersionsShownComparedAndDeleted() throws Exception {
        Path file = file("life.yaml", "name: life\nmodules: [{name: a, image: 'a:1', command: [\"true\"]}]\n");
        assertThat(engine.forge("pipelines", "put", file.toString()))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).isEqualTo("pipeline life: version 1\n");
        assertThat(engine.forge("pipelines", "put", file.toString())).isZero();
        assertThat(engine.out()).isEqualTo("pipeline life: unchanged (version 1)\n");
        Path other = file("other.yaml", "modules: [{name: a, image: 'a:2', command: [\"true\"]}]\n");
        assertThat(engine.forge("pipelines", "put", other.toString(), "--name", "life", "--if-version", "1"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).isEqualTo("pipeline life: version 2\n");

        assertThat(engine.forge("pipelines")).isZero();
        assertThat(engine.out()).containsPattern("life +2 ");
        assertThat(engine.forge("pipelines", "versions", "life", "--limit", "1"))
                .isZero();
        assertThat(engine.out()).containsPattern("life +2 ").doesNotContainPattern("life +1 ");
        assertThat(engine.err()).contains("./forge pipelines versions life --cursor 2");
        assertThat(engine.forge("pipelines", "diff", "life", "1", "2")).isZero();
        assertThat(engine.out()).isEqualTo("~ modules.a.image: a:1 -> a:2\n");

        assertThat(engine.forge("pipelines", "show", "life@1")).isZero();
        Path shown = file("shown.yaml", engine.out());
        assertThat(engine.forge("validate", shown.toString())).isZero();
        assertThat(Files.readString(shown)).contains("image: a:1");
        assertThat(engine.forge("pipelines", "show", "life", "-o", "json")).isZero();
        assertThat(engine.out()).contains("\"version\" : 2");

        assertThat(engine.forge("pipelines", "delete", "life")).isZero();
        assertThat(engine.forge("pipelines", "show", "life")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("is deleted");
        assertThat(engine.forge("pipelines", "show", "life@2")).isZero();
    }

    @Test
    void aPutThatExpectsAnotherVersionSaysWhichIsTheNewest() throws Exception {
        Path file = file("twice.yaml", "name: twice\nmodules: [{name: a, image: 'a:1'}]\n");
        assertThat(engine.forge("pipelines", "put", file.toString(), "--if-version", "1"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("There is no pipeline twice", "--if-version");
        assertThat(engine.forge("pipelines", "put", file.toString())).isZero();
        Path other = file("twice.yaml", "name: twice\nmodules: [{name: a, image: 'a:2'}]\n");

        assertThat(engine.forge("pipelines", "put", other.toString(), "--if-version", "7"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("The newest version of twice is 1, not 7", "--if-version 1");
    }

    @Test
    void aPipelineRunsByItsNameInTheVersionThatIsNamed() throws Exception {
        Path first = file("named.yaml", """
                name: named
                parameters: {word: none}
                modules:
                  - {name: a, image: "a:1", command: [sh, -c], args: ['echo "$0"; exit 3', "${parameters.word}"],
                     retry: {limit: 0}}
                """);
        assertThat(engine.forge("pipelines", "put", first.toString())).isZero();
        assertThat(engine.forge("run", "named", "--parameter", "word=rain"))
                .as(engine.err())
                .isEqualTo(ExitCode.RUN_FAILED);
        assertThat(engine.out()).contains("Exit code: 3", "| rain", "Command:   sh -c");

        Path second = file("named.yaml", "name: named\nmodules: [{name: a, image: 'a:1', command: [\"true\"]}]\n");
        assertThat(engine.forge("pipelines", "put", second.toString())).isZero();
        assertThat(engine.forge("run", "named")).as(engine.out() + engine.err()).isZero();
        assertThat(engine.forge("run", "named@1")).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(engine.out()).contains("| none");
        assertThat(engine.forge("run", "named", "--parameter", "word=rain")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("named: ", "word");
        assertThat(engine.forge("run", "named@9")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("its versions are 1 to 2");
    }

    @Test
    void aNameUnderWhichNothingIsKeptIsToldAsNeitherAFileNorAPipeline() {
        assertThat(engine.forge("run", "nothing-here")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err())
                .contains("There is no file nothing-here here", "pipeline \"nothing-here\" is not there");
    }

    private static Path file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }
}
