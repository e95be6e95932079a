package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are paused, held, changed and continued, at a real engine. */
@Timeout(300)
class ControlCommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

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
    void aHeldRunIsChangedAndGoesOn() throws Exception {
        String run = run("""
                name: fixed
                onFailure: hold
                modules:
                  - {name: first, image: "a:1", command: ["true"]}
                  - name: picky
                    image: "a:1"
                    command: [sh, -c, 'test "$MOOD" = good']
                    env: {MOOD: bad}
                    retry: {limit: 0}
                """);
        awaitShown(run, "HELD");

        assertThat(engine.forge("change", run, "picky")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("Nothing is to be changed", "--memory 1Gi");
        assertThat(engine.forge("change", run, "first", "--timeout", "1h")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("first has succeeded");
        assertThat(engine.forge("change", run, "picky", "--env", "MOOD=good", "--continue"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).contains("picky: env.MOOD bad -> good", "run " + run + ": RUNNING");

        assertThat(engine.forge("wait", run)).as(engine.out() + engine.err()).isZero();
        assertThat(engine.forge("show", run)).isZero();
        assertThat(engine.out()).contains("SUCCEEDED", "changed  picky: env.MOOD bad -> good");
        assertThat(engine.forge("stats", "--since", "1h")).as(engine.err()).isZero();
        assertThat(engine.out()).containsPattern("(?m)^fixed +1 +0 +0$");
    }

    @Test
    void aFailedRunIsMendedAndGoesOnInItsWorkspace() throws Exception {
        String run = run("""
                name: mended
                modules:
                  - {name: first, image: "a:1", command: [sh, -c, 'echo once >> "$FORGE_DATA/first"']}
                  - name: picky
                    image: "a:1"
                    command: [sh, -c, 'test "$MOOD" = good && cat "$FORGE_DATA/first" > "$FORGE_OUTPUT"']
                    env: {MOOD: bad}
                    retry: {limit: 0}
                """);
        assertThat(engine.forge("wait", run)).isEqualTo(ExitCode.RUN_FAILED);

        assertThat(engine.forge("continue", run)).as(engine.err()).isZero();
        assertThat(engine.forge("wait", run)).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(engine.forge("change", run, "first", "--timeout", "1h")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.forge("change", run, "picky", "--env", "MOOD=good", "--continue"))
                .as(engine.err())
                .isZero();

        assertThat(engine.forge("wait", run)).as(engine.out() + engine.err()).isZero();
        assertThat(engine.forge("show", run, "-o", "json")).isZero();
        JsonNode shown = new ObjectMapper().readTree(engine.out());
        assertThat(shown.get("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(shown.get("steps").get(0).get("attempts")).hasSize(1);
        assertThat(shown.get("steps").get(1).get("attempts")).hasSize(3);
        assertThat(shown.get("steps").get(1).get("output").asText()).isEqualTo("once\n");
        assertThat(shown.get("changes")).hasSize(1);
        assertThat(engine.forge("runs", "--pipeline", "mended", "-o", "json")).isZero();
        assertThat(new ObjectMapper().readTree(engine.out()).get("runs")).hasSize(1);
        assertThat(engine.forge("rerun", run))
                .as("as it was asked for at first")
                .isEqualTo(ExitCode.RUN_FAILED);
    }

    @Test
    void aPausedRunBeginsNothingUntilItIsContinued() throws Exception {
        Path go = folder.resolve("go");
        String run = run("""
                name: slow
                modules:
                  - {name: first, image: "a:1", command: [sh, -c, "until test -e %s; do sleep 0.1; done"]}
                  - {name: second, image: "a:1", command: ["true"]}
                """.formatted(go));
        awaitShown(run, "running");

        assertThat(engine.forge("pause", run, "the disk is being moved"))
                .as(engine.err())
                .isZero();
        Files.createFile(go);
        awaitShown(run, "PAUSED");
        assertThat(engine.out()).contains("the disk is being moved");
        assertThat(engine.forge("continue", run, "--from", "first")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("a paused run goes on where it was");

        assertThat(engine.forge("continue", run)).as(engine.err()).isZero();
        assertThat(engine.forge("wait", run)).as(engine.out() + engine.err()).isZero();
        assertThat(engine.forge("continue", run)).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("all steps have succeeded", "use one of: first, second");
    }

    @Test
    void aRunIsDoneOnceMoreAsAnother() throws Exception {
        String run = run("""
                name: again
                modules:
                  - {name: first, image: "a:1", command: ["true"]}
                """);
        assertThat(engine.forge("wait", run)).as(engine.out() + engine.err()).isZero();

        assertThat(engine.forge("rerun", run)).as(engine.out() + engine.err()).isZero();
        assertThat(engine.forge("rerun", run, "--key", "once", "--detach"))
                .as(engine.err())
                .isZero();
        String rerun = engine.out().strip();
        assertThat(engine.forge("rerun", run, "--key", "once", "--detach")).isZero();

        assertThat(engine.out().strip()).isEqualTo(rerun).isNotEqualTo(run);
        assertThat(engine.forge("wait", rerun)).as(engine.out() + engine.err()).isZero();
    }

    private static String run(String pipeline) throws Exception {
        Path file = Files.writeString(Files.createTempFile(folder, "pipeline", ".yaml"), pipeline);
        assertThat(engine.forge("run", file.toString(), "--detach"))
                .as(engine.err())
                .isZero();
        return engine.out().strip();
    }

    private static void awaitShown(String run, String text) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(engine.forge("show", run)).isZero();
            assertThat(engine.out()).contains(text);
        });
    }
}
