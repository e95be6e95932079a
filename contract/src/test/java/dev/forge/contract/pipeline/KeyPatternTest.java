package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.csv a.csv",
                "**/*.csv a.csv",
                "**/*.csv a/b/c.csv",
                "a/**/c a/c",
                "a/** a/b/c",
                "a?c abc",
                "*.{csv,json} a.json",
                "a\\*b a*b",
                "a+(b).$ a+(b).$",
                "[a] [a]"
            })
    void matches(String pattern, String key) {
        assertThat(KeyPattern.of(pattern).matches(key)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.csv a/b.csv",
                "*.csv a.csvx",
                "a?c a/c",
                "a/**/c ac",
                "a.c abc",
                "folder folder/in",
                "*.csv A.CSV"
            })
    void doesNotMatch(String pattern, String key) {
        assertThat(KeyPattern.of(pattern).matches(key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{a,b", "{a,{b}}"})
    void whatIsNoPatternIsRefused(String text) {
        assertThatThrownBy(() -> KeyPattern.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ab].csv", "in/[0-9]*", "\\\\[a]"})
    void aBracketIsToldToBeNoClassAndStillStandsForItself(String text) {
        assertThat(KeyPattern.of(text).misreading().orElseThrow().message()).contains("there are no classes");
        assertThat(KeyPattern.of("[ab].csv").matches("[ab].csv")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\[ab].csv", "*.{csv,json}", "a]"})
    void whatIsMeantAsItIsWrittenIsNoMisreading(String text) {
        assertThat(KeyPattern.of(text).misreading()).isEmpty();
    }

    @Test
    void aKeyThatAlmostMatchesManyStarsIsTurnedDownAtOnce() {
        KeyPattern pattern = KeyPattern.of("*a".repeat(500));

        assertThat(pattern.matches("a".repeat(1023) + "b")).isFalse();
        assertThat(pattern.matches("a".repeat(1024))).isTrue();
    }

    @Test
    void aCharacterBeyondTheFirstPlaneIsOneCharacter() {
        assertThat(KeyPattern.of("*\uD83D\uDE00.csv").matches("x\uD83D\uDE00.csv"))
                .isTrue();
        assertThat(KeyPattern.of("?.csv").matches("\uD83D\uDE00.csv")).isTrue();
        assertThat(KeyPattern.of("\\\uD83D\uDE00").matches("\uD83D\uDE00")).isTrue();
    }
}
