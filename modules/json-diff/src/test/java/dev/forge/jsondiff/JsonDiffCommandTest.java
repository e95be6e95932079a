package dev.forge.jsondiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDiffCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void differencesAreAResultAndNotAFailure() throws Exception {
        given("{\"a\": 1.10, \"b\": 1}", "{\"a\": 1.20, \"c\": null}");

        assertThat(compare()).isZero();
        assertThat(folder.resolve("out/differences.json")).content().isEqualTo("""
                        {
                          "deviates" : true,
                          "files" : { "original" : "%1$s/original.json", "changed" : "%1$s/changed.json" },
                          "counts" : { "added" : 1, "removed" : 1, "changed" : 1 },
                          "omitted" : 0,
                          "differences" : [
                            { "path" : "/a", "kind" : "changed", "old" : 1.10, "new" : 1.20 },
                            { "path" : "/b", "kind" : "removed", "old" : 1 },
                            { "path" : "/c", "kind" : "added", "new" : null }
                          ]
                        }
                        """.formatted(folder));
        assertThat(out.toString()).contains("changed \"/a\": 1.10 -> 1.20", "in 3 places");
        assertThat(folder.resolve("output"))
                .content()
                .contains("\"deviates\":true", "\"counts\":{\"added\":1,\"removed\":1,\"changed\":1}")
                .doesNotContain("differences");
    }

    @Test
    void noDifferenceIsSaid() throws Exception {
        given("{\"a\": 1}", "{\"a\": 1.0}");

        assertThat(compare("--fail-on-difference")).isZero();
        assertThat(folder.resolve("out/differences.json")).content().contains("\"deviates\" : false");
        assertThat(out.toString()).contains("changed.json is as");
    }

    @Test
    void whoWantsDifferencesToFailGetsAnExitCodeOfItsOwnAndTheFile() throws Exception {
        given("{\"a\": 1}", "{\"a\": 2}");

        assertThat(compare("--fail-on-difference")).isEqualTo(3);
        assertThat(folder.resolve("out/differences.json")).isRegularFile();
    }

    @Test
    void beyondTheLimitDifferencesAreCountedOnly() throws Exception {
        given("[1, 2, 3]", "[]");

        assertThat(compare("--limit", "1")).isZero();
        assertThat(folder.resolve("out/differences.json"))
                .content()
                .contains("\"removed\" : 3", "\"omitted\" : 2", "\"/0\"")
                .doesNotContain("\"/1\"");
    }

    @Test
    void theSameFilesGiveTheSameBytesAlsoOverWhatAKilledAttemptLeft() throws Exception {
        given("{\"z\": 1, \"a\": [1, 2]}", "{\"a\": [2, 3], \"y\": 1}");
        compare();
        byte[] first = Files.readAllBytes(folder.resolve("out/differences.json"));
        Files.writeString(folder.resolve("out/differences.json"), "half");
        Files.writeString(folder.resolve("out/.differences.json.part"), "half");

        assertThat(compare()).isZero();
        assertThat(folder.resolve("out/differences.json")).binaryContent().isEqualTo(first);
        assertThat(folder.resolve("out")).isDirectoryNotContaining("glob:**.part");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"a": 1          | 1:8: is not JSON that can be compared: Unexpected end-of-input
            {"a": 1} x       | 1:10
            {"a": 1, "a": 2} | Duplicate field 'a'
            {'a': 1}         | 1:2: is
            NaN              | NaN
            {"a": 01}        | zeroes
            """)
    void whatIsNoJsonIsRefusedWithItsPlace(String changed, String sentence) throws Exception {
        given("{}", changed);

        assertThat(compare()).isEqualTo(65);
        assertThat(err.toString())
                .startsWith("json-diff: " + folder + "/changed.json")
                .contains(sentence);
    }

    @Test
    void whatIsTooDeepOrTooLargeIsRefused() throws Exception {
        given("{}", "[".repeat(1000) + "]".repeat(1000));
        assertThat(compare()).isEqualTo(65);
        assertThat(err.toString()).contains("depth");

        given("{}", "\"" + "a".repeat((int) JsonFile.LARGEST) + "\"");
        assertThat(compare()).isEqualTo(65);
        assertThat(err.toString()).contains("compare files of at most 16777216");

        given("{}", "1e99999999999");
        assertThat(compare()).isEqualTo(65);
    }

    @Test
    void whatIsEmptyIsRefused() throws Exception {
        given("{}", "");

        assertThat(compare()).isEqualTo(65);
        assertThat(err.toString()).contains("changed.json:1:1: is empty");
    }

    @Test
    void whatIsNotUtf8IsRefused() throws Exception {
        given("{}", "{}");
        Files.write(folder.resolve("changed.json"), new byte[] {'"', (byte) 0xff, '"'});

        assertThat(compare()).isEqualTo(65);
    }

    @Test
    void aFileThatIsNotThereHasAnExitCodeOfItsOwn() throws Exception {
        given("{}", "{}");
        Files.delete(folder.resolve("original.json"));

        assertThat(compare()).isEqualTo(66);
        assertThat(err.toString()).contains("There is no file " + folder + "/original.json");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            --tolerance | much        | is no number
            --tolerance | -1          | is below zero
            --tolerance | a=1         | does not begin with a slash
            --tolerance | /a=         | is no number
            --ignore    | meta        | does not begin with a slash
            --ignore    | ''          | leaves nothing to compare
            --ignore    | /a~2        | has a ~ of its own
            --key       | /steps      | names no field
            --key       | /steps=     | names no field
            --limit     | -1          | below zero
            --limit     | x           | not an int
            --colour    | red         | Unknown option
            """)
    void mistakesOfTheCommandAreToldWithWhatToWrite(String option, String value, String sentence) throws Exception {
        given("{}", "{}");

        assertThat(compare(option, value)).isEqualTo(64);
        assertThat(err.toString()).contains(sentence);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aDiskThatTakesNothingIsSaid() throws Exception {
        given("{}", "{}");
        Files.writeString(folder.resolve("out"), "a file where the folder should be");

        assertThat(compare()).isEqualTo(74);
        assertThat(err.toString()).contains("cannot be written");
    }

    private void given(String original, String changed) throws IOException {
        Files.writeString(folder.resolve("original.json"), original, StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("changed.json"), changed, StandardCharsets.UTF_8);
    }

    private int compare(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "--original",
                folder.resolve("original.json").toString(),
                "--changed",
                folder.resolve("changed.json").toString(),
                "--out",
                folder.resolve("out/differences.json").toString()));
        args.addAll(List.of(more));
        return JsonDiffCommand.commandLine(
                        Map.of("FORGE_OUTPUT", folder.resolve("output").toString()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }
}
