package dev.forge.transfer.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.csv a.csv",
                "/a.csv a.csv",
                "**/*.csv a.csv",
                "**/*.csv a/b/c.csv",
                "a/**/c a/c",
                "a/**/c a/b/b/c",
                "a/** a/b/c",
                "folder folder/in/it",
                "folder/ folder/in/it",
                "a?c abc",
                "[a-c]x bx",
                "[!a]x bx",
                "*.{csv,json} a.json",
                "{a,b{1,2}}.x b2.x",
                "a\\*b a*b",
                "a+(b).$ a+(b).$",
                "a[&&b]c a&c"
            })
    void matches(String pattern, String name) {
        assertThat(Glob.of(pattern).matches(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.csv a/b.csv",
                "*.csv a.csvx",
                "a?c a/c",
                "[!a]x ax",
                "[!a]x /x",
                "a/**/c ac",
                "a\\*b axb",
                "a.c abc",
                "folder folder2"
            })
    void doesNotMatch(String pattern, String name) {
        assertThat(Glob.of(pattern).matches(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "{a,b", "", "/", "[z-a]"})
    void aPatternWithoutItsEndIsAMistake(String pattern) {
        assertThatThrownBy(() -> Glob.of(pattern)).hasMessageContaining("The pattern");
    }
}
