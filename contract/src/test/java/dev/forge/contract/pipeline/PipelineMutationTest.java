package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Breaks valid files at random, always in the same way: what comes out is a pipeline or problems with places. */
class PipelineMutationTest {
    private static final int MUTANTS = 300;
    private static final List<String> SPLINTERS = List.of(
            "\n",
            "\r",
            "\t",
            " ",
            "  ",
            ":",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\"",
            "'",
            "&a ",
            "*a",
            "<<: ",
            "!t ",
            "|",
            ">",
            "%",
            "@",
            "`",
            "#",
            "---\n",
            "...\n",
            "\\",
            "\\u0000",
            "\uFEFF",
            "\u0000",
            "\u2028",
            "\uD83D",
            "😀",
            "null",
            "~",
            "${",
            "$${",
            "${run.",
            "${steps.a.output}",
            "-1",
            "1e999999999",
            "0x",
            "99999999999999999999",
            "? ",
            "%YAML 9999999999999.1\n",
            "!<",
            "!!binary ",
            "\u0085");

    static Stream<MistakeTable> valid() {
        return MistakeTable.read("/pipelines/valid.txt");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void aBrokenFileNeverThrowsAndItsProblemsLieWithinIt(MistakeTable file) {
        Random random = new Random(file.title().hashCode());
        for (int i = 0; i < MUTANTS; i++) {
            String text = file.text();
            for (int cuts = random.nextInt(4); cuts >= 0; cuts--) {
                text = mutate(text, random);
            }
            check(text);
        }
    }

    @Test
    void noiseNeverThrows() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder noise = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                noise.append(SPLINTERS.get(random.nextInt(SPLINTERS.size())));
            }
            check(noise.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1s",
                "0",
                "a",
                "/",
                ".",
                "-",
                "_",
                "$",
                "${",
                "${run.id}",
                "${run.",
                ":",
                "./",
                "s3://",
                " ",
                "\\n"
            })
    void longTextsAreAnsweredInEveryPlace(String piece) {
        String text = piece.repeat(20_000 / piece.length());
        String quoted = '"' + text + " !\"";
        for (String field : List.of("image", "timeout", "cpu", "memory", "args", "env", "retry", "command")) {
            check("name: p\nmodules:\n- {name: a, " + field + ": " + quoted + "}");
            check("name: p\nmodules:\n- {name: a, " + field + ": {cpu: " + quoted + ", A: [" + quoted + "]}}");
            check("name: p\nmodules:\n- {name: a, resources: {" + field + ": " + quoted + "}}");
        }
        check("name: " + quoted + "\nsource: " + quoted + "\nmodules: " + quoted + "\nsink: " + quoted);
        check("{" + quoted + ": 1}");
        check(quoted + ": 1");
    }

    @Test
    void floodsOfMistakesAreAnswered() {
        check(IntStream.range(0, 60_000).mapToObj(i -> "x" + i + ": 1\n").collect(Collectors.joining()));
        check("x: 1\n".repeat(90_000));
        check("{\"" + "k".repeat(200) + "\": [" + "1,".repeat(99_000) + "1]}");
        check("modules: [" + "{name: a},".repeat(30_000) + "]");
    }

    private static String mutate(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(8));
        String splinter = random.nextInt(3) == 0 ? "" : SPLINTERS.get(random.nextInt(SPLINTERS.size()));
        return switch (random.nextInt(3)) {
            case 0 -> text.substring(0, from) + splinter + text.substring(from);
            case 1 -> text.substring(0, from) + splinter + text.substring(to);
            default -> text.substring(0, from) + text.substring(from, to).repeat(3) + text.substring(to);
        };
    }

    private static void check(String text) {
        switch (PipelineParser.parse(text)) {
            case Parsed.Valid(PipelineSpec spec) ->
                assertThat(PipelineParser.parse(PipelineWriter.json(spec))).isEqualTo(new Parsed.Valid(spec));
            case Parsed.Invalid(String _, List<Problem> problems) ->
                assertThat(problems)
                        .as(text)
                        .isNotEmpty()
                        .filteredOn(problem -> problem.line().isPresent())
                        .allSatisfy(problem -> checkPlace(text, problem));
        }
    }

    private static void checkPlace(String text, Problem problem) {
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\r|\n", -1);
        int line = problem.line().orElseThrow();
        assertThat(line).isBetween(1, lines.length);
        // A place may be the end of a line, just behind its last character (or in front of \n of \r\n).
        assertThat(problem.column().orElseThrow()).isBetween(1, lines[line - 1].length() + 2);
        assertThat(problem.message()).isNotBlank();
        assertThat(problem.fix()).isNotBlank();
    }
}
