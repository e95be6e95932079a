package dev.forge.jsondiff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever deviates, the report can be kept as a result of a run: what docs/results.md says of those. */
class ReportTest {
    private static final int DEEPEST = 64;

    @TempDir
    Path folder;

    @Test
    void itIsNeverLargerThanAResultMayBe() throws Exception {
        // Of four bytes each, so that bytes are counted and not characters.
        String values = IntStream.range(0, 1000)
                .mapToObj(i -> "\"" + i + "\": \"" + "🔥".repeat(1000) + "\"")
                .collect(Collectors.joining(", ", "{", "}"));

        byte[] json = json("{}", values);

        JsonNode report = parsed(json);
        int told = report.path("differences").size();
        assertThat(json).hasSizeBetween(Report.LARGEST - 5000, Report.LARGEST);
        assertThat(report.path("counts").path("added").asInt()).isEqualTo(1000);
        assertThat(report.path("omitted").asInt()).isEqualTo(1000 - told);
        assertThat(told).isBetween(200, 300);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            0.0000001,  0.0000001
            1e-7,       0.0000001
            -2.50E-8,   -0.0000000250
            1e3,        1000
            1.10,       1.10
            12E+2,      1200
            """)
    void numbersAreToldWithoutExponentsAndWithEachDigit(String written, String told) throws Exception {
        String value = "[{\"n\": " + written + "}]";

        assertThat(new String(json("{\"a\": 0}", "{\"a\": " + value + "}"), StandardCharsets.UTF_8))
                .contains("\"new\" : [ { \"n\" : " + told + " } ] }");
        assertThat(DifferenceLine.of(new Difference.Added(
                        Pointer.ROOT, file("value.json", value).content())))
                .isEqualTo("added   \"\": [{\"n\":" + told + "}]");
    }

    @Test
    void aNumberIsWrittenOutAsFarAsItCanBeKept() throws Exception {
        assertThat(new String(json("{}", "{\"a\": 1e400}"), StandardCharsets.UTF_8))
                .contains("\"new\" : 1" + "0".repeat(400) + " }");
    }

    @Test
    void aValueThatIsLongOnceItsNumbersAreWrittenOutIsToldAsText() throws Exception {
        String list = Collections.nCopies(400, "4.9E-324").toString();

        JsonNode difference = only("{}", "{\"a\": " + list + "}");

        assertThat(difference.path("new").asText())
                .startsWith("[0.000")
                .endsWith("… (" + (1 + 400 * 328) + " characters)");
        assertThat(difference.path("asText").toString()).isEqualTo("[\"new\"]");
    }

    @Test
    @Timeout(20)
    void numbersThatWouldFillTheMemoryAreNotWrittenOut() throws Exception {
        String list = Collections.nCopies(1_000_000, "4.9E-324").toString();

        assertThat(only("{}", "{\"a\": " + list + "}").path("new").asText()).startsWith("[4.9E-324,");
        assertThat(only("{}", "{\"a\": [1, 1e999999999]}").path("new").asText()).isEqualTo("[1,1E+999999999]");
    }

    @Test
    void aLongValueIsToldAsTheBeginningOfItsJson() throws Exception {
        JsonNode difference = only("{}", "{\"a\": [\"" + "x".repeat(100_000) + "\"]}");

        assertThat(difference.path("new").asText())
                .startsWith("[\"xxx")
                .endsWith("xxx… (100004 characters)")
                .hasSizeLessThan(Shown.LONGEST + 50);
        assertThat(difference.path("asText").toString()).isEqualTo("[\"new\"]");
    }

    @Test
    void aPairOfSurrogatesIsNotCutInTwo() {
        assertThat(Shown.cut("ab🔥cd", 3)).isEqualTo("ab… (6 characters)");
        assertThat(Shown.cut("ab🔥cd", 4)).isEqualTo("ab🔥… (6 characters)");
    }

    @Test
    void aValueThatIsTooDeepIsToldAsItsJson() throws Exception {
        String fits = "[".repeat(61) + "]".repeat(61);
        String deep = "[" + fits + "]";

        assertThat(only("{}", "{\"a\": " + fits + "}").has("asText")).isFalse();
        assertThat(only("{}", "{\"a\": " + deep + "}").path("new").asText()).isEqualTo(deep);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a\\u0000b"       | "a\\u0000b"
            "a\\ud83d"        | "a\\ud83d"
            "\\udd25\\ud83d"  | "\\udd25\\ud83d"
            {"\\u0000": 1}    | {"\\u0000":1}
            [["\\u0000"]]     | [["\\u0000"]]
            1e401             | 1E+401
            -1e-401           | -1E-401
            1e999999999       | 1E+999999999
            """)
    void whatCannotBeKeptIsToldAsJsonWritesIt(String value, String text) throws Exception {
        JsonNode difference = only("{\"a\": 0}", "{\"a\": " + value + "}");

        assertThat(difference.path("new").asText()).isEqualTo(text);
        assertThat(difference.path("asText").toString()).isEqualTo("[\"new\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "🔥 \\ud83d\\udd25"
            1e400
            -1.10
            {"a": [null, true, "\\u0001"]}
            """)
    void whatCanBeKeptIsToldAsItIs(String value) throws Exception {
        assertThat(only("{\"a\": 0}", "{\"a\": " + value + "}").has("asText")).isFalse();
    }

    @Test
    void aPathThatCannotBeKeptIsToldAsText() throws Exception {
        JsonNode odd = only("{}", "{\"a\\u0000\": 1}");
        JsonNode within = parsed(json("{\"a\": {}}", "{\"a\": {\"" + "n".repeat(40_000) + "\": 1}}"))
                .path("differences")
                .path(0);

        assertThat(odd.path("path").asText()).isEqualTo("/a\\u0000");
        assertThat(odd.path("asText").toString()).isEqualTo("[\"path\"]");
        assertThat(within.path("path").asText()).endsWith("n… (40003 characters)");
    }

    private JsonNode only(String original, String changed) throws IOException {
        JsonNode differences = parsed(json(original, changed)).path("differences");
        assertThat(differences).hasSize(1);
        return differences.path(0);
    }

    private byte[] json(String original, String changed) throws IOException {
        JsonFile before = file("original.json", original);
        JsonFile after = file("changed.json", changed);
        return new Report("original.json", "changed.json", Comparison.between(before, after, Rules.NONE)).json(1000);
    }

    private static JsonNode parsed(byte[] json) throws IOException {
        JsonNode report = new JsonMapper().readTree(json);
        assertKept(report, 0);
        assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("?");
        return report;
    }

    private static void assertKept(JsonNode value, int levels) {
        assertThat(levels + (value.isContainerNode() ? 1 : 0)).isLessThanOrEqualTo(DEEPEST);
        value.forEach(part -> assertKept(part, levels + 1));
        value.fieldNames().forEachRemaining(ReportTest::assertKept);
        if (value.isTextual()) {
            assertKept(value.asText());
        }
    }

    private static void assertKept(String text) {
        assertThat(text.codePoints()
                        .filter(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)))
                .isEmpty();
    }

    private JsonFile file(String name, String content) throws IOException {
        return JsonFile.read(Files.writeString(folder.resolve(name), content));
    }
}
