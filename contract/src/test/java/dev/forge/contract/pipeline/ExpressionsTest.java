package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {
    private static final Map<String, String> VALUES = Map.of("run.id", "r-1", "steps.a.output", "out");

    /** What a text may be made of when someone is hostile, or unlucky. */
    private static final List<String> SPLINTERS = List.of(
            "$",
            "$$",
            "{",
            "}",
            "${",
            "$${",
            "${run.id}",
            "$${run.id}",
            "run.id}",
            "{run.id}",
            "${steps.a.output}",
            "{steps.a.output}",
            "${HOME}",
            "$${HOME}",
            "${run.",
            "a",
            ".",
            " ",
            "\n",
            "😀",
            "${watch.key}",
            "(A)",
            "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain                             | plain
            ${run.id}                         | r-1
            a-${run.id}-${steps.a.output}.zip | a-r-1-out.zip
            ${run.id}${run.id}                | r-1r-1
            $${run.id}                        | ${run.id}
            $$${run.id}                       | $r-1
            $$$${run.id}                      | $${run.id}
            ${HOME} ${x:-y} ${x%.csv} $x      | ${HOME} ${x:-y} ${x%.csv} $x
            $${HOME}                          | ${HOME}
            $$ $$x $(date) $                  | $$ $$x $(date) $
            ${server.port} ${runid} ${run}    | ${server.port} ${runid} ${run}
            ${run.id                          | ${run.id
            {run.id}                          | {run.id}
            ${${run.id}}                      | ${r-1}
            """)
    void expandReplacesExpressionsAndLeavesTheShellAlone(String text, String expanded) {
        assertThat(Expressions.expand(text, VALUES)).isEqualTo(expanded);
    }

    @Test
    void bindReplacesWhatItHasAndLeavesTheRest() {
        assertThat(Expressions.bind("${run.id} $${run.id} ${steps.b.output} ${HOME}", VALUES))
                .isEqualTo("r-1 $${run.id} ${steps.b.output} ${HOME}");
        assertThat(Expressions.bind("$$$${HOME} ${steps.b.output}", VALUES)).isEqualTo("$$$${HOME} ${steps.b.output}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${steps.a.output}",
                "$${steps.a.output}",
                "$${",
                "$",
                "$$",
                "x$",
                "{",
                "${",
                "${HOME}",
                "$${HOME}",
                ""
            })
    void aBoundValueComesOutByteForByteWhateverStandsBesideIt(String value) {
        for (String after : List.of("", "{run.id}", "${steps.a.output}", "$${run.id}", "$", "}", "${run.id}")) {
            for (String before : List.of("", "x", "{", "$ ", "$$")) {
                // Two dollars in front of an expression stand for one.
                String text = before + "${watch.key}" + after;
                String bound = Expressions.bind(text, Map.of("watch.key", value));
                Map<String, String> all = new HashMap<>(VALUES);
                all.put("watch.key", value);

                assertThat(Expressions.expand(bound, VALUES))
                        .as(text)
                        .isEqualTo(Expressions.expand(text, all))
                        .contains(value);
            }
        }
    }

    @Test
    void bindingInPhasesGivesWhatOneExpansionGives() {
        Random random = new Random(42);
        for (int i = 0; i < 200_000; i++) {
            String text = hostile(random);
            Map<String, String> first = Map.of("watch.key", hostile(random));
            Map<String, String> second = Map.of("run.id", hostile(random));
            // By chance the splinters make names that no one knows: "${run." and "}".
            Map<String, String> third = new HashMap<>();
            Expressions.names(text).forEach(name -> third.put(name, hostile(random)));
            Map<String, String> all = new HashMap<>(third);
            all.putAll(first);
            all.putAll(second);

            String bound = Expressions.bind(Expressions.bind(text, first), second);

            assertThat(Expressions.expand(bound, third)).as(text).isEqualTo(Expressions.expand(text, all));
        }
    }

    @Test
    void aBoundTextNamesOnlyWhatItsAuthorNamed() {
        Random random = new Random(43);
        for (int i = 0; i < 100_000; i++) {
            String text = hostile(random);
            String bound = Expressions.bind(text, Map.of("watch.key", hostile(random)));

            assertThat(Expressions.names(text)).containsAll(Expressions.names(bound));
            assertThat(Expressions.names(bound)).doesNotContain("watch.key");
        }
    }

    @Test
    void anExpressionWithoutAValueIsNamed() {
        assertThatThrownBy(() -> Expressions.expand("${steps.b.output}", VALUES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("${steps.b.output} has no value here");
    }

    @Test
    void namesAreToldOnceInTheirOrder() {
        assertThat(Expressions.names("${steps.a.output} ${run.id} $${watch.key} ${HOME} ${run.id} ${run.id:-x}"))
                .containsExactly("steps.a.output", "run.id", "run.id:-x");
    }

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(6); n > 0; n--) {
            text.append(SPLINTERS.get(random.nextInt(SPLINTERS.size())));
        }
        return text.toString();
    }
}
