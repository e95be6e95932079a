package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The archive of a real engine, from the command line. */
@Timeout(300)
class ArchiveCommandIT {
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
    void aRebuildIsWaitedForAndTellsItsCounts() throws Exception {
        Path pipeline = folder.resolve("pipeline.yaml");
        Files.writeString(pipeline, """
                name: kept
                modules:
                  - {name: first, image: "a:1", command: ["true"]}
                """);
        assertThat(engine.forge("run", pipeline.toString())).as(engine.err()).isZero();

        assertThat(engine.forge("archive", "rebuild", "--wait"))
                .as(engine.out() + engine.err())
                .isZero();

        assertThat(engine.out())
                .contains("rebuild of the archive: SUCCEEDED")
                .containsPattern("(?m)^  could not be read +0$");

        assertThat(engine.forge("archive", "rebuild", "--wait", "-o", "json")).isZero();
        JsonNode told = new ObjectMapper().readTree(engine.out());
        assertThat(told.path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(told.path("filled").asInt())
                .as("what is there is not written once more")
                .isZero();

        assertThat(engine.forge("archive", "rebuild")).as(engine.err()).isZero();
        assertThat(engine.out()).contains("rebuild of the archive: ");
    }

    @Test
    void whatIsToBeDoneMustBeSaid() {
        assertThat(engine.forge("archive")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("Say what to do with the archive: rebuild.");
    }
}
