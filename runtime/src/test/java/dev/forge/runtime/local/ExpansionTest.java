package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.ContainerExpressions;
import dev.forge.contract.pipeline.Expressions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final Map<String, String> VALUES = Map.of("A", "1", "EMPTY", "", "LOOP", "$(A)");

    /** What an author may write; a dollar right in front of an expression would be a part of its escape. */
    private static final List<String> AUTHORS = List.of("$(A)", "$$(A)", "$(A) $ ", "$$$$ ", "x", " ", "A)", "${HOME}");

    /** What a value may be made of when someone is hostile, or unlucky. */
    private static final List<String> ANYBODYS =
            List.of("$", "$$", "$(A)", "$$(A)", "(A)", "A)", "${run.id}", "$(", ")", "x", "{", "😀");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$(A)|1",
                "x$(A)y$(A)|x1y1",
                "$(EMPTY)|''",
                "$(UNKNOWN)|$(UNKNOWN)",
                "$()|$()",
                "$(A|$(A",
                "$$(A)|$(A)",
                "$$$(A)|$1",
                "$$$$(A)|$$(A)",
                "a$|a$",
                "$A ${A}|$A ${A}",
                "$(LOOP)|$(A)",
                "$(B$(A))|$(B$(A))"
            })
    void expandsAsKubernetesDoes(String text, String expected) {
        assertThat(Expansion.expand(text, VALUES)).isEqualTo(expected);
    }

    @Test
    void aValueInATextComesOutByteForByteWhateverStandsBesideIt() {
        Random random = new Random(44);
        for (int i = 0; i < 200_000; i++) {
            String before = some(random, AUTHORS);
            String between = some(random, AUTHORS);
            String after = some(random, AUTHORS);
            Map<String, String> key = Map.of("watch.key", some(random, ANYBODYS));
            Map<String, String> output = Map.of("steps.a.output", some(random, ANYBODYS));
            String text = before + "${watch.key}" + between + "${steps.a.output}" + after;

            String launched = ContainerExpressions.expand(ContainerExpressions.bind(text, key), output);

            assertThat(Expansion.expand(launched, VALUES))
                    .as("%s with %s and %s", text, key, output)
                    .isEqualTo(written(before)
                            + key.get("watch.key")
                            + written(between)
                            + output.get("steps.a.output")
                            + written(after));
        }
    }

    /** What an author's own text becomes without values; in front of an expression two dollars stand for one. */
    private static String written(String text) {
        return Expansion.expand(Expressions.expand(text, Map.of()), VALUES);
    }

    private static String some(Random random, List<String> pieces) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(_ -> pieces.get(random.nextInt(pieces.size())))
                .collect(Collectors.joining());
    }
}
