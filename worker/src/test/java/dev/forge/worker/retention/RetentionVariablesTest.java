package dev.forge.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.archive.records.RetentionRules;
import dev.forge.archive.records.RetentionRules.Rule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionVariablesTest {
    @Test
    void allIsKeptWhereNothingIsSaid() {
        assertThat(RetentionVariables.read(Map.of("FORGE_ARCHIVE_KEEP", " ", "PATH", "/bin")))
                .isEqualTo(RetentionRules.KEEP_ALL);
        assertThat(RetentionRules.KEEP_ALL.keepAll()).isTrue();
    }

    @Test
    void whatIsNotSaidOfAPipelineIsAsForAll() {
        RetentionRules rules = RetentionVariables.read(Map.of(
                "FORGE_ARCHIVE_KEEP", "90d",
                "FORGE_ARCHIVE_KEEP_NEWEST", "1000",
                "FORGE_ARCHIVE_KEEP_OF", "weather=7d, imaging=12h",
                "FORGE_ARCHIVE_KEEP_NEWEST_OF", "weather=100"));

        assertThat(rules)
                .isEqualTo(new RetentionRules(
                        rule(Duration.ofDays(90), 1000),
                        Map.of(
                                "weather", rule(Duration.ofDays(7), 100),
                                "imaging", rule(Duration.ofHours(12), 1000))));
        assertThat(rules.keepAll()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "FORGE_ARCHIVE_KEEP, 90, 90d",
        "FORGE_ARCHIVE_KEEP_NEWEST, 0, 1000",
        "FORGE_ARCHIVE_KEEP_NEWEST, 10000000000, 1000",
        "FORGE_ARCHIVE_KEEP_OF, 7d, weather=7d",
        "FORGE_ARCHIVE_KEEP_OF, weather=soon, 90d",
        "FORGE_ARCHIVE_KEEP_NEWEST_OF, weather=, 1000"
    })
    void aMistakeNamesTheVariableAndWhatToWrite(String name, String value, String remedy) {
        assertThatThrownBy(() -> RetentionVariables.read(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ":")
                .hasMessageContaining(remedy);
    }

    private static Rule rule(Duration age, int newest) {
        return new Rule(Optional.of(age), Optional.of(newest));
    }
}
