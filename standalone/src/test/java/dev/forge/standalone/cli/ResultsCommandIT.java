package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What modules leave as results, from a real run to the command line. */
@Timeout(300)
class ResultsCommandIT {
    @TempDir
    private static Path folder;

    private static EngineOfTest engine;
    private static String first = "";
    private static String second = "";

    @BeforeAll
    static void start() throws Exception {
        engine = EngineOfTest.in(folder);
        first = run(pipeline("{\"count\": 2, \"days\": [{\"rain\": 0.50}, {\"rain\": 3}]}"));
        second = run(pipeline("{\"count\": 3, \"days\": [{\"rain\": 0.50}]}"));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void aResultIsKeptAsItWasBeforeTheNextStepChangedIt() throws Exception {
        assertThat(engine.forge("results", "--run", first, "--name", "summary.json", "-o", "json"))
                .as(engine.err())
                .isZero();

        JsonNode kept = new ObjectMapper().readTree(engine.out()).path("results");
        assertThat(kept).hasSize(1);
        assertThat(kept.at("/0/value/count").asInt()).isEqualTo(2);
        assertThat(kept.at("/0/state").asText()).isEqualTo("SUCCEEDED");
        assertThat(kept.at("/0/step").asText()).isEqualTo("monthly");
        assertThat(kept.at("/0/attempt").asInt()).isEqualTo(1);
    }

    @Test
    void valuesAreFoundAcrossRuns() {
        assertThat(engine.forge("results", "--pipeline", "rain", "--path", "days.*.rain", "--where", "@>1"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out().lines()).hasSize(2);
        assertThat(engine.out()).containsPattern(first + " +monthly +summary.json +/days/1/rain +3");

        assertThat(engine.forge(
                        "results", "--pipeline", "rain", "--where", "/count>=2", "--path", "/count", "-o", "csv"))
                .isZero();
        assertThat(engine.out()).startsWith("run,state,").contains("/count,2\r\n", "/count,3\r\n");

        assertThat(engine.forge("results", "--pipeline", "rain", "--path", "/count", "--limit", "1", "-o", "csv"))
                .isZero();
        assertThat(engine.out()).contains("/count,3\r\n").doesNotContain("/count,2\r\n");
        String cursor = engine.err().strip().replaceFirst(".*--cursor ", "");
        assertThat(engine.forge("results", "--pipeline", "rain", "--path", "/count", "--cursor", cursor, "-o", "csv"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out()).contains("/count,2\r\n").doesNotContain("/count,3\r\n");
    }

    @Test
    void aCsvGoesOnToTheEndUnderOneLineOfNamesUnlessALimitIsSaid() throws Exception {
        String list = IntStream.range(0, 450).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        String run = run("""
                name: long
                modules:
                  - name: work
                    image: "a:1"
                    command: [sh, -c, 'printf %%s "$JSON" > "$FORGE_DATA/a.json"']
                    env: {JSON: '%s'}
                    results: [a.json]
                """.formatted(list));

        assertThat(engine.forge("results", "--run", run, "--path", "/*", "-o", "csv"))
                .as(engine.err())
                .isZero();
        assertThat(engine.out().lines())
                .hasSize(451)
                .filteredOn(line -> line.startsWith("run,"))
                .hasSize(1);
        assertThat(engine.out()).endsWith("/449,449\r\n");
        assertThat(engine.err()).isEmpty();
        assertThat(engine.forge("results", "--run", run, "--path", "/*", "--limit", "7", "-o", "csv"))
                .isZero();
        assertThat(engine.out().lines()).hasSize(8);
        assertThat(engine.err()).contains("There are more");
    }

    @Test
    void aRunThatIsNotThereIsNotOneWithoutResults() {
        assertThat(engine.forge("results", "--run", "nope")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.err()).contains("There is no run nope");
        assertThat(engine.forge("results", "--run", "nope", "-o", "csv")).isEqualTo(ExitCode.REFUSED);
        assertThat(engine.out()).isEmpty();
        assertThat(engine.forge("results", "--run", first, "--name", "other.json"))
                .isZero();
        assertThat(engine.out()).contains("No such results.");
    }

    @Test
    void eachDigitOfANumberIsPrinted() throws Exception {
        String run = run("""
                name: exact
                modules:
                  - name: work
                    image: "a:1"
                    command: [sh, -c, 'echo "{\\"n\\": 0.12345678901234567890, \\"i\\": 9007199254740993}" > "$FORGE_DATA/a.json"']
                    results: [a.json]
                """);

        assertThat(engine.forge("results", "--run", run, "--where", "/i=9007199254740993"))
                .isZero();
        assertThat(engine.out()).contains("{\"i\":9007199254740993,\"n\":0.12345678901234567890}");
        assertThat(engine.forge("results", "--run", run, "--path", "/n", "-o", "json"))
                .isZero();
        assertThat(engine.out()).contains("0.12345678901234567890");
        assertThat(engine.forge("results", "--run", run, "--where", "/i=9007199254740992"))
                .isZero();
        assertThat(engine.out()).contains("No such results.");
    }

    @Test
    void theResultsOfTwoRunsAreCompared() {
        assertThat(engine.forge("results", "compare", first, second))
                .as(engine.err())
                .isZero();
        assertThat(engine.out())
                .isEqualTo("- monthly summary.json /days/1: {\"rain\":3}\n~ monthly summary.json /count: 2 -> 3\n");
        assertThat(engine.forge("results", "compare", first, first)).isZero();
        assertThat(engine.out()).isEqualTo("The results of both runs are the same (2).\n");
    }

    @Test
    void aPathOrAConditionThatCannotBeReadIsRefusedWithWhatToDo() {
        assertThat(engine.forge("results", "--path", "a[0]")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("a[0]", "days.0.rain");
        assertThat(engine.forge("results", "--where", "/count == 2")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("more than one operator", "in quotes");
        assertThat(engine.forge("results", "--where", "")).isEqualTo(ExitCode.INVALID);
        assertThat(engine.err()).contains("the condition is empty");
    }

    @Test
    void aModuleThatDoesNotLeaveWhatItPromisedHasFailed() throws Exception {
        Path file = Files.writeString(folder.resolve("missing.yaml"), """
                name: missing
                modules:
                  - name: work
                    image: "a:1"
                    command: [sh, -c, 'echo "{\\"a\\": NaN}" > "$FORGE_DATA/nan.json"; echo {} > "$FORGE_DATA/good.json"']
                    results: [good.json, nan.json, gone/away.json]
                """);

        assertThat(engine.forge("run", file.toString())).isEqualTo(ExitCode.RUN_FAILED);

        assertThat(engine.out() + engine.err())
                .contains(
                        "its result nan.json is no JSON (line 1, column 10: Non-standard token 'NaN')",
                        "exited 0 without the result gone/away.json");
        assertThat(engine.forge("show", "@last", "-o", "json")).isZero();
        JsonNode run = new ObjectMapper().readTree(engine.out());
        assertThat(run.at("/failure/failure/category").asText()).isEqualTo("CONFIGURATION");
        assertThat(run.at("/steps/0/attempts")).hasSize(1);
        assertThat(engine.forge("results", "--pipeline", "missing")).isZero();
        assertThat(engine.out()).contains("No such results.");
    }

    private static String pipeline(String json) {
        return """
                name: rain
                modules:
                  - name: monthly
                    image: "a:1"
                    command: [sh, -c, 'mkdir "$FORGE_DATA/by"; echo [] > "$FORGE_DATA/by/month.json"; printf %%s "$JSON" > "$FORGE_DATA/summary.json"']
                    env: {JSON: '%s'}
                    results: [summary.json, by/month.json]
                  - name: spoil
                    image: "a:1"
                    command: [sh, -c, 'echo spoilt > "$FORGE_DATA/summary.json"']
                """.formatted(json);
    }

    private static String run(String pipeline) throws Exception {
        Path file = Files.writeString(folder.resolve("rain.yaml"), pipeline);
        assertThat(engine.forge("run", file.toString()))
                .as(engine.out() + engine.err())
                .isZero();
        assertThat(engine.forge("runs", "-o", "json")).isZero();
        return new ObjectMapper().readTree(engine.out()).at("/runs/0/id").asText();
    }
}
