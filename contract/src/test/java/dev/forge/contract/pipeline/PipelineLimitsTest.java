package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineLimitsTest {
    private static final String START = "name: p\nmodules:\n  - name: a\n    image: i\n";

    @Test
    void controlCharactersAreNamed() {
        assertThat(problems("name: a\u0000b"))
                .extracting(problem -> problem.in("f"))
                .containsExactly(
                        "f:1:8: the text holds the control character U+0000; check that this is a text file, saved as UTF-8");
        assertThat(problems(START + "    args: [\"a\\0b\"]"))
                .extracting(Problem::message)
                .containsExactly("item 1 of args holds a NUL character, which no program takes");
        assertThat(
                        problems(
                                "{\"name\": \"p\", \"modules\": [{\"name\": \"a\", \"image\": \"i\", \"args\": [\"\\ud800\"]}]}"))
                .extracting(Problem::message)
                .containsExactly("item 1 of args holds half of a surrogate pair, which is no character");
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "[".repeat(100_000);

        assertThat(problems(deep))
                .extracting(Problem::message)
                .containsExactly("the text is nested more than 32 levels deep");
        assertThat(problems("name: " + deep))
                .extracting(Problem::message)
                .containsExactly("the text is nested more than 32 levels deep");
    }

    @Test
    void aBombOfAliasesIsRefused() {
        String bomb = IntStream.range(1, 10)
                .mapToObj(i ->
                        "a%d: &a%d [%s]".formatted(i, i, String.join(",", Collections.nCopies(9, "*a" + (i - 1)))))
                .collect(Collectors.joining("\n", "a0: &a0 x\n", "\n"));

        assertThat(problems(bomb))
                .extracting(Problem::message)
                .containsExactly("the text holds more than 100000 values");
    }

    @Test
    void anAliasInsideItsOwnAnchorIsRefused() {
        assertThat(problems("name: &a [*a]"))
                .extracting(Problem::message)
                .containsExactly("no value before this place has the anchor &a");
    }

    @Test
    void aTextOfTenMebibytesIsRefused() {
        assertThat(problems("#".repeat(10 * 1024 * 1024)))
                .extracting(Problem::message)
                .containsExactly("the text is larger than 1 MiB");
        assertThat(problems("é".repeat(600_000)))
                .extracting(Problem::message)
                .containsExactly("the text is larger than 1 MiB");
    }

    @Test
    void aFloodOfMistakesIsCutShort() {
        String flood =
                IntStream.range(0, 150).mapToObj(i -> "unknown" + i + ": 1\n").collect(Collectors.joining());

        assertThat(problems(START + flood))
                .hasSize(101)
                .last()
                .extracting(Problem::message)
                .isEqualTo("there are 50 more mistakes");
    }

    @Test
    void anArgumentBeyondWhatAProgramTakesIsRefused() {
        assertThat(problems(START + "    args: [" + "x".repeat(131_072) + "]"))
                .extracting(Problem::message)
                .containsExactly("item 1 of args is longer than 128 KiB, which no program takes");
    }

    @Test
    void moreThanFiveHundredModulesAreRefused() {
        String modules = IntStream.rangeClosed(1, 501)
                .mapToObj("  - {name: m%d, image: i}\n"::formatted)
                .collect(Collectors.joining());

        assertThat(problems("name: p\nmodules:\n" + modules))
                .extracting(Problem::message)
                .containsExactly("there are 501 modules; 500 is the most");
    }

    @Test
    void aFieldNameBeyondAnySenseIsRefused() {
        assertThat(problems("x".repeat(257) + ": 1"))
                .extracting(Problem::message)
                .containsExactly("a field's name is longer than 256 characters");
    }

    private static List<Problem> problems(String text) {
        return switch (PipelineParser.parse(text)) {
            case Parsed.Valid(PipelineSpec spec) -> throw new AssertionError("it is valid: " + spec);
            case Parsed.Invalid(String _, List<Problem> problems) -> problems;
        };
    }
}
