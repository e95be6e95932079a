package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schedules and their runs, at a real engine. */
@Timeout(300)
class SchedulesCommandIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private static Path folder;

    private static EngineOfTest engine;
    private static String file = "";

    @BeforeAll
    static void start() throws Exception {
        engine = EngineOfTest.in(folder);
        file = Files.writeString(folder.resolve("sum.yaml"), """
                        name: sum
                        parameters: {word: none}
                        modules: [{name: a, image: "a:1", command: [echo, "${parameters.word}"]}]
                        """).toString();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void aScheduleIsMadeShownPausedUnpausedReplacedAndDeleted() {
        assertThat(create("life", "--cron", "0 6 * * mon-fri", "--time-zone", "Europe/Berlin"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).containsPattern("^schedule life: next run at .*T06:00:00\\+0[12]:00\n$");
        assertThat(engine.forge("schedules", "show", "life")).isZero();
        assertThat(engine.out()).contains("0 6 * * 1-5 Europe/Berlin", "pipeline  sum", "No run yet");
        assertThat(Pattern.compile("(?m)^  \\d{4}-.*T06:00:00")
                        .matcher(engine.out())
                        .results())
                .hasSize(10);

        assertThat(engine.forge("schedules", "pause", "life", "flood")).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(engine.forge("schedules")).isZero();
            assertThat(engine.out()).containsPattern("life .*yes: flood");
        });
        assertThat(engine.forge("schedules", "unpause", "life")).isZero();
        assertThat(engine.out()).contains("next run at");

        assertThat(create("life", "--every", "1h/5m")).isEqualTo(ExitCode.REFUSED);
        assertThat(create("life", "--every", "1h/5m", "--replace"))
                .as(engine.err())
                .isZero();
        assertThat(engine.forge("schedules", "show", "life", "-o", "json")).isZero();
        assertThat(engine.out()).contains("\"1h/5m\"");

        assertThat(engine.forge("schedules", "delete", "life")).isZero();
        assertThat(engine.forge("schedules", "show", "life")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aTriggeredRunIsListedAndCanBeWaitedFor() {
        assertThat(create(
                        "now", "--cron", "@yearly", "--paused", "--parameter", "word=rain", "--label", "team=climate"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).isEqualTo("schedule now: paused\n");

        assertThat(engine.forge("schedules", "trigger", "now")).isZero();

        String run = await().atMost(PATIENCE).until(() -> runs("now"), found -> !found.isEmpty());
        assertThat(engine.forge("wait", run)).as(engine.out() + engine.err()).isZero();
        assertThat(engine.forge("logs", run, "a")).isZero();
        assertThat(engine.out()).isEqualTo("rain\n");
    }

    @Test
    void aBackfillNamesTheTimesWhoseRunsBegin() {
        assertThat(create("back", "--cron", "0 6 * * *", "--time-zone", "Europe/Berlin", "--paused"))
                .isZero();

        assertThat(engine.forge(
                        "schedules",
                        "backfill",
                        "back",
                        "--from",
                        "2026-01-01T05:00:00Z",
                        "--to",
                        "2026-01-02T05:00:00Z",
                        "--overlap",
                        "allowAll"))
                .as(engine.err())
                .isZero();

        assertThat(engine.out()).isEqualTo("""
                        schedule back: a run for each of 2 times
                          2026-01-01T06:00:00+01:00
                          2026-01-02T06:00:00+01:00
                        """);
    }

    @Test
    void calendarsAreWrittenAsFieldsAndValues() {
        assertThat(create(
                        "office",
                        "--calendar",
                        "hour=9-17 dayOfWeek=mon-fri",
                        "--except",
                        "month=12 dayOfMonth=24-26 hour=*",
                        "--from",
                        "2030-01-01T00:00:00+01:00"))
                .as(engine.err())
                .isZero();

        assertThat(engine.forge("schedules", "show", "office")).isZero();
        assertThat(engine.out())
                .containsPattern("except +.*dayOfMonth=24-26")
                .contains("from      2029-12-31T23:00:00Z", "  2030-01-01T09:00:00Z");
    }

    @Test
    void mistakesAreThoseOfTheCaller() {
        assertThat(create("wrong", "--cron", "61 6 * * *")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("0 to 59");
        assertThat(create("wrong", "--every", "1h", "--parameter", "wrod=x")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("sum.yaml: ", "wrod");
        assertThat(create("wrong", "--every", "1h", "--except", "month")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("no calendar");
        assertThat(engine.forge("schedules", "create", "wrong", "nothing-here", "--every", "1h"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("There is no file nothing-here here");
        assertThat(engine.forge("schedules", "trigger", "nothing-here")).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void aWaitThatIsOverBeforeItsRunSaysSoAndTheRunGoesOn() throws Exception {
        Path slow = Files.writeString(
                folder.resolve("slow.yaml"),
                "name: slow\nmodules: [{name: a, image: 'a:1', command: [sleep, '600']}]\n");
        assertThat(engine.forge("run", slow.toString(), "--detach"))
                .as(engine.err())
                .isZero();
        String run = engine.out().strip();

        assertThat(engine.forge("wait", run, "--timeout", "300ms")).isEqualTo(ExitCode.NOT_ENDED);
        assertThat(engine.err()).contains("run " + run + " has not ended after 0.3 s", "It goes on");

        assertThat(engine.forge("cancel", run)).isZero();
        assertThat(engine.forge("wait", run)).isEqualTo(ExitCode.RUN_CANCELED);
    }

    private static int create(String id, String... options) {
        String[] words = {"schedules", "create", id, file};
        return engine.forge(
                Stream.concat(Arrays.stream(words), Arrays.stream(options)).toArray(String[]::new));
    }

    /** The id of its only run; empty while there is none. */
    private static String runs(String schedule) {
        assertThat(engine.forge("schedules", "show", schedule)).isZero();
        return Pattern.compile("(?m)^(" + schedule + "-\\S+)")
                .matcher(engine.out())
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
    }
}
