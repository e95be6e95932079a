package dev.forge.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {
    private static final Map<String, String> VALUES = Map.of("A", "1", "EMPTY", "", "LOOP", "$(A)");

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
}
