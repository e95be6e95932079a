package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs of a run that has ended, at a real engine. */
@Timeout(300)
class LogsCommandIT {
    private static final String PIPELINE = """
            name: talkative
            modules:
              - name: counting
                image: "a:1"
                command: [sh, -c, 'i=0; while [ $i -lt 100 ]; do i=$((i + 1)); echo "Line $i"; done']
              - name: flaky
                image: "a:1"
                command: [sh, -c, 'echo "attempt $FORGE_ATTEMPT"; test "$FORGE_ATTEMPT" = 2']
                retry: {limit: 1, backoff: 1ms}
            """;

    @TempDir
    private static Path folder;

    private static EngineOfTest engine;

    @BeforeAll
    static void start() throws Exception {
        engine = EngineOfTest.in(folder);
        Path file = Files.writeString(folder.resolve("talkative.yaml"), PIPELINE);
        assertThat(engine.forge("run", file.toString()))
                .as(engine.out() + engine.err())
                .isZero();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void aPartOfALogIsPrintedAsItIs() {
        assertThat(logs("counting", "--tail", "2")).isEqualTo("Line 99\nLine 100\n");
        assertThat(logs("counting", "--bytes", "0-6")).isEqualTo("Line 1\n");
        assertThat(logs("counting", "--bytes=-9")).isEqualTo("Line 100\n");
        assertThat(logs("counting", "--bytes", "783-")).isEqualTo("Line 100\n");
        assertThat(logs("flaky", "--attempt", "all")).isEqualTo("attempt 1\nattempt 2\n");
    }

    @Test
    void whatWasStoredSinceIsThere() {
        assertThat(logs("counting", "--since", "1h", "--tail", "1")).isEqualTo("Line 100\n");
    }

    @Test
    void theServerLooksForLines() {
        assertThat(logs("counting", "--grep", "Line 9"))
                .startsWith("1:9:56:Line 9\n1:90:703:Line 90\n")
                .endsWith("1:99:775:Line 99\n");
        assertThat(logs("counting", "--grep", "line 100", "-i")).isEqualTo("1:100:783:Line 100\n");
        assertThat(logs("counting", "--grep", "^Line [24]0$", "--regex"))
                .isEqualTo("1:20:143:Line 20\n1:40:303:Line 40\n");
        assertThat(logs("counting", "--grep", "e", "--regex").lines()).hasSize(100);
        assertThat(logs("counting", "--grep", "nothing")).isEmpty();
        assertThat(logs("flaky", "--grep", "attempt", "--attempt", "all"))
                .isEqualTo("1:1:0:attempt 1\n2:1:0:attempt 2\n");
    }

    @Test
    void allStepsAreLookedThroughWhereNoneIsNamed() {
        assertThat(engine.forge("logs", "@last", "--grep", "2"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).contains("==> counting <==\n1:2:7:Line 2\n", "==> flaky <==\n2:1:0:attempt 2\n");
    }

    @Test
    void whatTheServerRefusesIsSaid() {
        assertThat(engine.forge("logs", "@last", "counting", "--grep", "a(", "--regex"))
                .isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("missing closing )");
        assertThat(engine.forge("logs", "@last", "counting", "--bytes", "9999-"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("There are 792 bytes");
        assertThat(engine.forge("logs", "@last", "counting", "--attempt", "last"))
                .isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("attempt is \"last\"");
    }

    private static String logs(String step, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "logs";
        arguments[1] = "@last";
        arguments[2] = step;
        System.arraycopy(options, 0, arguments, 3, options.length);
        assertThat(engine.forge(arguments)).as(engine.err()).isZero();
        return engine.out();
    }
}
