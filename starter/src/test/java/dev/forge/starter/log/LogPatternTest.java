package dev.forge.starter.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.forge.starter.log.LogPattern.Letters;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogPatternTest {
    @ParameterizedTest
    @CsvSource({
        "a.b,  xa.bx, true",
        "a.b,  xaab,  false",
        "(,    f(x),  true",
        "\\E,  x\\Ey, true",
        "Öl,   Rohöl, false",
        "ERR,  error, false"
    })
    void aTextIsLookedForAsItIs(String text, String line, boolean found) {
        assertThat(LogPattern.text(text, Letters.AS_THEY_ARE).find(line, 0).isPresent())
                .isEqualTo(found);
    }

    @Test
    void capitalsMayBeLeftOutOfAccount() {
        assertThat(LogPattern.text("ÖL", Letters.CASE_IGNORED).find("Rohöl", 0)).isPresent();
        assertThat(LogPattern.regex("^err", Letters.CASE_IGNORED).find("ERROR", 0))
                .isPresent();
    }

    @Test
    void aRegularExpressionMatchesSomewhereInALine() {
        LogPattern pattern = LogPattern.regex("took \\d{2,}s$", Letters.AS_THEY_ARE);

        assertThat(pattern.find("it took 12s", 0)).contains(new LogPattern.Place(3, 11));
        assertThat(pattern.find("it took 1s", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a(,       missing closing )",
        "[z-a],    invalid character class range at z-a",
        "x**,      invalid nested repetition operator at **",
        "(?=x),    invalid or unsupported Perl syntax",
        "(a)\\1,   invalid escape sequence at \\1",
        "'x{1001}', invalid repeat count at {1001}"
    })
    void whatIsNoRegularExpressionIsToldWithWhatIsWrong(String regex, String why) {
        assertThatThrownBy(() -> LogPattern.regex(regex, Letters.AS_THEY_ARE))
                .isInstanceOf(LogPattern.Unusable.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(x{1000}){1000}",
                "((((((((((x{10}){10}){10}){10}){10}){10}){10}){10}){10}){10})",
                "(x{1000})\\Q\\E{1000}",
                "((x{100}){100,}y){0,100}",
                "x{1000}{1000}",
                "(?:(?:x{999})(?i){999}){999}",
                "x{1000}y"
            })
    void aRegularExpressionThatWouldTakeAllMemoryIsRefused(String regex) {
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> LogPattern.regex(regex, Letters.AS_THEY_ARE))
                        .isInstanceOf(LogPattern.Unusable.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12} [0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}",
                "\\d{1,3}(\\.\\d{1,3}){3}",
                "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z"
            })
    void whatPeopleLookForIsNotTooLarge(String regex) {
        assertThat(LogPattern.regex(regex, Letters.AS_THEY_ARE).find("x", 0)).isEmpty();
    }

    @Test
    void aPatternThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> LogPattern.text("x".repeat(1_001), Letters.AS_THEY_ARE))
                .isInstanceOf(LogPattern.Unusable.class)
                .hasMessageContaining("1001 characters");
    }

    @Test
    void noRegularExpressionTakesMoreThanALineIsLong() {
        LogPattern hostile = LogPattern.regex("((x+)+)+y|(x|xx|x*)*z", Letters.AS_THEY_ARE);

        assertTimeout(
                Duration.ofSeconds(20),
                () -> assertThat(hostile.find("x".repeat(LineSearch.PIECE), 0)).isEmpty());
    }
}
