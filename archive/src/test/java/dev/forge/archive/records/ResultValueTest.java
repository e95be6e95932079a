package dev.forge.archive.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultValueTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "1.10",
                "-1e400",
                "\"\\ud83d\\ude00 \\\\u0000\"",
                " [1, {\"a\": [\"\"]}]\n",
                "{\"a\": 1, \"a\": 2}"
            })
    void anyJsonIsFit(String json) throws Exception {
        ResultValue value = ResultValue.of(json.getBytes(StandardCharsets.UTF_8));

        assertThat(value.json()).isEqualTo(json);
        assertThat(value.bytes()).isEqualTo(json.getBytes(StandardCharsets.UTF_8).length);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                   | is empty
                    `  `                 | is empty
                    {"a": NaN}           | is no JSON (line 1, column
                    {"a": 1              | is no JSON (line 1, column
                    {'a': 1}             | is no JSON (line 1, column
                    [1] [2]              | something follows its value
                    a,b                  | is no JSON (line 1, column
                    "\\u0000"            | a NUL character in a text
                    {"a\\u0000": 1}      | a NUL character in a text
                    "\\ud83d"            | half of a surrogate pair
                    1e401                | beyond what a double holds
                    [1e-99999999999]     | beyond what a double holds (/0, line 1, column 2)
                    {"a": [0, 1e100000000]} | beyond what a double holds (/a/1, line 1, column 11)
                    """)
    void whatPostgresqlCannotKeepIsTold(String json, String why) {
        assertThatThrownBy(() -> ResultValue.of(json.replace("\\\\", "\\").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(UnfitResult.class, unfit -> {
                    assertThat(unfit.why()).contains(why).doesNotEndWith(".");
                    assertThat(unfit.remedy()).isNotBlank().doesNotEndWith(".");
                });
    }

    @Test
    void bytesThatAreNoUtf8AreTold() {
        assertThatThrownBy(() -> ResultValue.of(new byte[] {'"', (byte) 0xE9, '"'}))
                .isInstanceOf(UnfitResult.class)
                .hasMessage("is no UTF-8");
    }

    @Test
    void oneMebibyteIsFitAndAByteMoreIsNot() throws Exception {
        byte[] largest = ('"' + "x".repeat(ResultValue.LARGEST - 2) + '"').getBytes(StandardCharsets.UTF_8);

        assertThat(ResultValue.of(largest).bytes()).isEqualTo(ResultValue.LARGEST);
        assertThatThrownBy(() -> ResultValue.of(new byte[ResultValue.LARGEST + 1]))
                .isInstanceOf(UnfitResult.class)
                .hasMessage("has 1048577 bytes, and 1 MiB (1048576) is the most");
    }

    @Test
    void sixtyFourLevelsAreFitAndOneMoreIsNot() throws Exception {
        assertThat(ResultValue.of(nested(64)).bytes()).isEqualTo(128);
        assertThatThrownBy(() -> ResultValue.of(nested(65)))
                .isInstanceOf(UnfitResult.class)
                .hasMessage("is nested more than 64 levels deep");
    }

    @Test
    void aNumberThatIsWrittenOutTooLongIsToldWithItsPlace() {
        String digits = "1" + "0".repeat(700);

        assertThatThrownBy(() -> value("{\"x\": [" + digits + "e299, " + digits + "e300]}"))
                .isInstanceOf(UnfitResult.class)
                .hasMessage("has a number that takes 1001 characters written out, and 1000 are the most"
                        + " (/x/1, line 1, column 715)");
        assertThatThrownBy(() -> value("0." + "1".repeat(700) + "e-400"))
                .isInstanceOf(UnfitResult.class)
                .hasMessageContaining("takes 1102 characters written out");
    }

    @Test
    void ofAPlaceWithLongKeysTheBeginningIsTold() {
        assertThatThrownBy(() -> value("{\"" + "k".repeat(40_000) + "\": [1e999]}"))
                .isInstanceOf(UnfitResult.class)
                .hasMessageContaining("(/kkk")
                .hasMessageContaining("kkk…, line 1, column")
                .satisfies(unfit -> assertThat(unfit.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void aFileThatIsWrittenOutTooLargeIsToldWithThePlaceFromWhichItIs() throws Exception {
        assertThat(value(listOf("1e400", 5_000)).bytes()).isEqualTo(30_001);
        assertThatThrownBy(() -> value(listOf("1e400", 100_000)))
                .isInstanceOf(UnfitResult.class)
                .hasMessageStartingWith("takes more than 2 MiB once its numbers are written out without exponents"
                        + " (from /3780, line 1, column 22");
        assertThatThrownBy(() -> value(listOf("1e-300", 100_000))).isInstanceOf(UnfitResult.class);
        assertThat(value(listOf("1e5", 200_000)).bytes()).isEqualTo(800_001);
    }

    private static ResultValue value(String json) throws UnfitResult {
        return ResultValue.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String listOf(String number, int times) {
        return "[" + String.join(",", Collections.nCopies(times, number)) + "]";
    }

    private static byte[] nested(int levels) {
        return ("[".repeat(levels) + "]".repeat(levels)).getBytes(StandardCharsets.UTF_8);
    }
}
