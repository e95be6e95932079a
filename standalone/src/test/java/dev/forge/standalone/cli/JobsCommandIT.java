package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs, and what runs can be found by, at a real engine. */
@Timeout(300)
class JobsCommandIT {
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
    void aJobIsSubmittedByOptionsWatchedShownAndListed() {
        assertThat(engine.forge(
                        "jobs", "submit", "--name", "hello", "--image", "a:1", "--command", "echo", "--arg", "hi"))
                .as(engine.out() + engine.err())
                .isZero();
        assertThat(engine.out()).contains("SUCCEEDED");

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(engine.forge("jobs", "show", "job.hello-")).isZero());
        assertThat(engine.out()).contains("hello", "SUCCEEDED");
        assertThat(engine.forge("logs", "job.hello-", "hello")).isZero();
        assertThat(engine.out()).isEqualTo("hi\n");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(engine.forge("jobs", "--name", "hello", "--status", "SUCCEEDED,FAILED"))
                    .isZero();
            assertThat(engine.out()).contains("job.hello-");
        });
        assertThat(engine.forge("jobs", "--name", "hello", "--status", "CANCELED"))
                .isZero();
        assertThat(engine.out()).isEqualTo("No jobs. Start one with ./forge jobs submit.\n");
    }

    @Test
    void aJobIsSubmittedByAFileOnceAKey() throws Exception {
        String file = Files.writeString(
                        folder.resolve("job.yaml"),
                        "jobName: filed\nimage: a:1\ncommand: [sh, -c, 'exit 3']\nmaxRetries: 0\ntimeOut: 1\n")
                .toString();

        assertThat(engine.forge("jobs", "submit", file, "--key", "once", "--detach"))
                .as(engine.err())
                .isZero();
        String id = engine.out().strip();
        assertThat(engine.err()).contains("minutes: 1m");
        assertThat(engine.forge("jobs", "submit", file, "--key", "once")).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(engine.forge("jobs", "show", id, "-o", "json")).isZero();
        assertThat(engine.out()).contains("\"" + id + "\"", "FAILED");
    }

    @Test
    void mistakesAreThoseOfTheCaller() throws Exception {
        String file = Files.writeString(folder.resolve("wrong.yaml"), "jobName: A\nimage: a:1\n")
                .toString();

        assertThat(engine.forge("jobs", "submit", file)).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("wrong.yaml:1:");
        assertThat(engine.forge("jobs", "submit", file, "--name", "a")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("leave out one of the two");
        assertThat(engine.forge("jobs", "submit", "--name", "a")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("image");
        assertThat(engine.forge("jobs", "submit")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("FORGE_JOBS_DEFAULT_FILE");
        assertThat(engine.forge("jobs", "show", "weather-1")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.forge("runs", "--status", "DONE")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.forge("runs", "--longer-than", "15")).isEqualTo(ExitCode.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--status SUCCEEDED,FAILED",
                "--pipeline found",
                "--label team=climate",
                "--label team=climate --label stage=test",
                "--started-after 2026-01-01T00:00:00Z",
                "--started-before 2999-01-01T00:00:00+01:00",
                "--shorter-than 1h",
                "--longer-than 1ms",
                "--text found"
            })
    void aRunIsFoundByAnyFilter(String filter) throws Exception {
        String id = ended("found");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(engine.forge(("runs " + filter).split(" ")))
                    .as(engine.err())
                    .isZero();
            assertThat(engine.out()).contains(id);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--status CANCELED",
                "--pipeline lost",
                "--label team=other",
                "--started-before 2026-01-01T00:00:00Z",
                "--longer-than 1h",
                "--text nowhere-to-be-found"
            })
    void aRunIsLeftOutByAnyFilter(String filter) throws Exception {
        String id = ended("found");

        assertThat(engine.forge(("runs " + filter).split(" "))).as(engine.err()).isZero();
        assertThat(engine.out()).doesNotContain(id);
    }

    /** A run with labels, once it has ended. */
    private static String ended(String name) throws Exception {
        String file = Files.writeString(
                        folder.resolve(name + ".yaml"),
                        "name: " + name + "\nlabels: {team: climate, stage: test}\n"
                                + "modules: [{name: a, image: 'a:1', command: [echo, found]}]\n")
                .toString();
        assertThat(engine.forge("run", file, "--detach", "--key", name))
                .as(engine.err())
                .isZero();
        String id = engine.out().strip();
        assertThat(engine.forge("wait", id)).as(engine.err()).isZero();
        return id;
    }
}
