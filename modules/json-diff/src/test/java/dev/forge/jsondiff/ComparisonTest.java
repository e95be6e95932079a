package dev.forge.jsondiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {}                        | {}
            null                      | null
            {"a": 1, "b": 2}          | {"b": 2, "a": 1}
            {"a": 1.0}                | {"a": 1}
            {"a": 1e3}                | {"a": 1000}
            {"a": 1.10}               | {"a": 1.1}
            {"a": -0.0}               | {"a": 0}
            [1, 2, 3]                 | [1.0, 2.00, 3e0]
            {"a": "ä"}                | {"a": "\\u00e4"}
            {"a": 12345678901234567890.1} | {"a": 12345678901234567890.10}
            """)
    void whatSaysTheSameIsNoDifference(String original, String changed) {
        assertThat(differences(original, changed)).isEmpty();
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1}                  | {"a": 2}                  | changed "/a": 1 -> 2
            {"a": 1}                  | {}                        | removed "/a": 1
            {}                        | {"a": 1}                  | added   "/a": 1
            {"a": null}               | {}                        | removed "/a": null
            {}                        | {"a": null}               | added   "/a": null
            {"a": null}               | {"a": 0}                  | changed "/a": null -> 0
            {"a": 1}                  | {"a": "1"}                | changed "/a": 1 -> "1"
            {"a": true}               | {"a": "true"}             | changed "/a": true -> "true"
            {"a": {}}                 | {"a": []}                 | changed "/a": {} -> []
            {"a": {"b": 1}}           | {"a": 1}                  | changed "/a": {"b":1} -> 1
            {"a": {"b": {"c": 1}}}    | {"a": {"b": {"c": 2}}}    | changed "/a/b/c": 1 -> 2
            {"a": {"b": 1}}           | {"a": {}}                 | removed "/a/b": 1
            1                         | 2                         | changed "": 1 -> 2
            {"a/b": 1}                | {"a/b": 2}                | changed "/a~1b": 1 -> 2
            {"a~b": 1}                | {"a~b": 2}                | changed "/a~0b": 1 -> 2
            {"": 1}                   | {"": 2}                   | changed "/": 1 -> 2
            {"a": 1.10}               | {"a": 1.20}               | changed "/a": 1.10 -> 1.20
            {"a": 9007199254740993}   | {"a": 9007199254740992}   | changed "/a": 9007199254740993 -> 9007199254740992
            {"a": 0.1}                | {"a": 0.10000000000000001} | changed "/a": 0.1 -> 0.10000000000000001
            {"a": "A"}                | {"a": "a"}                | changed "/a": "A" -> "a"
            {"a": "1\\n2"}            | {"a": "1"}                | changed "/a": "1\\n2" -> "1"
            """)
    void oneDifferenceIsToldWithItsPlaceAndBothValues(String original, String changed, String line) {
        assertThat(differences(original, changed)).containsExactly(line);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            [1, 2, 3]     | [1, 3]          | removed "/1": 2
            [1, 3]        | [1, 2, 3]       | added   "/1": 2
            [1, 2, 3]     | [2, 3]          | removed "/0": 1
            [2, 3]        | [1, 2, 3]       | added   "/0": 1
            [1, 2, 3]     | [1, 2]          | removed "/2": 3
            [1, 2, 3]     | [1, 5, 3]       | changed "/1": 2 -> 5
            [1, 2, 3]     | [3]             | removed "/0": 1; removed "/1": 2
            []            | [1]             | added   "/0": 1
            [1, 2, 3, 4]  | [0, 1, 2, 4]    | added   "/0": 0; removed "/2": 3
            [1, 2]        | [2, 1]          | removed "/0": 1; added   "/1": 1
            [[1, 2], [3]] | [[1, 2], [4]]   | changed "/1/0": 3 -> 4
            [{"a": 1}]    | [{"a": 2}]      | changed "/0/a": 1 -> 2
            """)
    void listsWithoutAKeyAreComparedInTheirOrder(String original, String changed, String lines) {
        assertThat(String.join("; ", differences(original, changed))).isEqualTo(lines);
    }

    @Test
    void whatIsRemovedIsToldAtItsPlaceInTheOriginalAndWhatIsAddedAtItsPlaceInTheChanged() {
        assertThat(differences("[7, 1, 2, 3, 4, 5]", "[1, 2, 8, 9, 3, 4]"))
                .containsExactly("removed \"/0\": 7", "added   \"/2\": 8", "added   \"/3\": 9", "removed \"/5\": 5");
    }

    @ParameterizedTest(name = "{0} to {1} within {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1.000}   | {"a": 1.001}   | 0.001       | true
            {"a": 1.000}   | {"a": 0.999}   | 0.001       | true
            {"a": 1.000}   | {"a": 1.0011}  | 0.001       | false
            {"a": 0.1}     | {"a": 0.3}     | 0.2         | true
            {"a": 1}       | {"a": "1"}     | 5           | false
            {"a": 1}       | {"a": 1.5}     | /a=0.5      | true
            {"a": 1}       | {"a": 1.5}     | /b=0.5      | false
            {"a": {"b": 1}}| {"a": {"b": 2}}| /*/b=1      | true
            {"a": {"b": 1}}| {"a": {"b": 2}}| /*=1        | false
            [20.0, 450.0]  | [20.01, 449.99] | 0.01       | true
            [450.0, 449.99]| [449.99, 450.0] | 0.01       | true
            {"a": 1e400}   | {"a": 1.1e400} | 1e400       | true
            {"a": 1e9999}  | {"a": 1}       | 1e9999      | false
            {"a": 1e999999999} | {"a": 1}   | 0.1         | false
            """)
    void numbersMayDifferByTheTolerance(String original, String changed, String tolerance, boolean same) {
        Rules rules = Rules.parse(List.of(tolerance), List.of(), List.of());

        assertThat(differences(original, changed, rules).isEmpty()).isEqualTo(same);
    }

    @Test
    void ofSeveralTolerancesTheLastThatFitsCounts() {
        Rules rules = Rules.parse(List.of("5", "/*=0.5", "/b=0.1"), List.of(), List.of());

        assertThat(differences(
                        "{\"a\": 1, \"b\": 1, \"c\": {\"d\": 1}}",
                        "{\"a\": 1.4, \"b\": 1.4, \"c\": {\"d\": 5}}",
                        rules))
                .containsExactly("changed \"/b\": 1 -> 1.4");
    }

    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            {"m": {"at": 1, "by": 1}}  | {"m": {"at": 2, "by": 2}} | /m/at   | changed "/m/by": 1 -> 2
            {"m": {"at": 1, "by": 1}}  | {"m": {"at": 2, "by": 2}} | /m      | ''
            {"m": {"at": 1, "by": 1}}  | {"m": {"at": 2, "by": 2}} | /m/*    | ''
            {"m": {"at": 1}}           | {"m": {}}                 | /m/at   | ''
            {"m": {}}                  | {"m": {"at": 1}}          | /*/at   | ''
            {"a": [{"n": 1}, {"n": 2}]} | {"a": [{"n": 3}, {"n": 2}, {"n": 9}]} | /a/*/n | added   "/a/2": {"n":9}
            [1, 2, 3]                  | [7, 3]                    | /1      | changed "/0": 1 -> 7
            [1, 2, 3]                  | [1, 9, 3]                 | /1      | ''
            {"x/y": 1}                 | {"x/y": 2}                | /x~1y   | ''
            {"x~y": 1}                 | {"x~y": 2}                | /x~0y   | ''
            """)
    void whatIsIgnoredIsNotLookedAt(String original, String changed, String path, String lines) {
        Rules rules = Rules.parse(List.of(), List.of(path), List.of());

        assertThat(String.join("; ", differences(original, changed, rules))).isEqualTo(lines);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            [{"id": "a"}, {"id": "b"}]     | [{"id": "b"}, {"id": "a"}]     | ''
            [{"id": "a", "t": 1}, {"id": "b", "t": 1}] | [{"id": "b", "t": 1}, {"id": "a", "t": 2}] | changed "/s/a/t": 1 -> 2
            [{"id": "a"}, {"id": "b"}]     | [{"id": "b"}]                  | removed "/s/a": {"id":"a"}
            [{"id": "b"}]                  | [{"id": "a"}, {"id": "b"}]     | added   "/s/a": {"id":"a"}
            [{"id": 10}, {"id": 2}]        | []                             | removed "/s/2": {"id":2}; removed "/s/10": {"id":10}
            [{"id": 1, "t": 1}]            | [{"id": 1.0, "t": 2}]          | changed "/s/1/t": 1 -> 2
            [{"id": 1}]                    | [{"id": "1"}]                  | changed "/s/1/id": 1 -> "1"
            [{"id": true}]                 | [{"id": true}]                 | ''
            [{"id": "a/b", "t": 1}]        | [{"id": "a/b", "t": 2}]        | changed "/s/a~1b/t": 1 -> 2
            []                             | {}                             | changed "/s": [] -> {}
            """)
    void elementsWithAKeyBelongTogetherWhereverTheyStand(String original, String changed, String lines) {
        Rules rules = Rules.parse(List.of(), List.of(), List.of("/s=id"));

        assertThat(String.join("; ", differences("{\"s\": " + original + "}", "{\"s\": " + changed + "}", rules)))
                .isEqualTo(lines);
    }

    @Test
    void theEmptyPathIsTheWholeFile() {
        String original = "[{\"id\": \"a\", \"t\": 1}, {\"id\": \"b\", \"t\": 1}]";
        String changed = "[{\"id\": \"b\", \"t\": 1}, {\"id\": \"a\", \"t\": 2}]";

        assertThat(differences(original, changed, Rules.parse(List.of(), List.of(), List.of("=id"))))
                .containsExactly("changed \"/a/t\": 1 -> 2");
        assertThat(differences("1", "1.5", Rules.parse(List.of("=0.5"), List.of(), List.of())))
                .isEmpty();
        assertThat(differences("[1]", "[1.5]", Rules.parse(List.of("=0.5"), List.of(), List.of())))
                .hasSize(1);
    }

    @Test
    void aKeyFitsListsWithinElementsOfAList() {
        Rules rules = Rules.parse(List.of(), List.of(), List.of("/s=id", "/s/*/tools=name"));

        assertThat(differences(
                        "{\"s\": [{\"id\": 1, \"tools\": [{\"name\": \"x\", \"d\": 1}, {\"name\": \"y\", \"d\": 1}]}]}",
                        "{\"s\": [{\"id\": 1, \"tools\": [{\"name\": \"y\", \"d\": 2}, {\"name\": \"x\", \"d\": 1}]}]}",
                        rules))
                .containsExactly("changed \"/s/1/tools/y/d\": 1 -> 2");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            [{"id": 1}, {"id": 2}, {"id": 1}] | original.json: /s/0 and /s/2 both have the id "1"
            [{"id": 1}, {"id": "1"}]          | original.json: /s/0 and /s/1 both have the id "1"
            [{"id": 1}, {"id": 1.0}]          | original.json: /s/0 and /s/1 both have the id "1"
            [{"id": 1}, {}]                   | original.json: /s/1 has no id that is a text
            [{"id": null}]                    | original.json: /s/0 has no id that is a text
            [{"id": {}}]                      | original.json: /s/0 has no id that is a text
            [1]                               | original.json: /s/0 has no id that is a text
            """)
    void elementsThatCannotBeToldApartAreNoComparison(String list, String sentence) {
        Rules rules = Rules.parse(List.of(), List.of(), List.of("/s=id"));

        assertThatThrownBy(() -> differences("{\"s\": " + list + "}", "{\"s\": []}", rules))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.exitCode()).isEqualTo(ExitCode.DATA))
                .hasMessageContaining(sentence.replace(
                        "original.json", folder.resolve("original.json").toString()));
    }

    @Test
    void aListWithTwoKeysIsAMistake() {
        Rules rules = Rules.parse(List.of(), List.of(), List.of("/s=id", "/*=name"));

        assertThatThrownBy(() -> differences("{\"s\": []}", "{\"s\": []}", rules))
                .isInstanceOfSatisfying(
                        Fault.class, fault -> assertThat(fault.exitCode()).isEqualTo(ExitCode.SETTING))
                .hasMessageContaining("two keys, id and name");
    }

    @Test
    void differencesStandInTheOrderOfTheirPlaces() {
        String old = IntStream.range(0, 12).mapToObj(i -> "\"" + i + "\": 0").collect(Collectors.joining(", "));
        assertThat(differences("{" + old + ", \"b\": 0, \"a\": {\"z\": 0}}", "{}"))
                .extracting(line -> line.replaceAll(".*\"/(.*?)\".*", "$1"))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "a", "b");
    }

    @Test
    @Timeout(20)
    void listsDeepInListsTakeNoLongerThanTheyAreLarge() {
        String old = "[".repeat(190) + "1, 2, 3" + "]".repeat(190);

        assertThat(differences(old, old.replace("2", "9")))
                .hasSize(1)
                .first()
                .asString()
                .endsWith(": 2 -> 9");
    }

    @Test
    @Timeout(60)
    void longListsThatHaveNothingInCommonAreComparedPlaceByPlace() {
        String old = Collections.nCopies(20_000, 1).toString();

        assertThat(differences(old, old.replace("1", "2"))).hasSize(20_000);
    }

    private List<String> differences(String original, String changed) {
        return differences(original, changed, Rules.NONE);
    }

    private List<String> differences(String original, String changed, Rules rules) {
        return Comparison.between(file("original.json", original), file("changed.json", changed), rules).stream()
                .map(DifferenceLine::of)
                .toList();
    }

    private JsonFile file(String name, String content) {
        try {
            return JsonFile.read(Files.writeString(folder.resolve(name), content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
