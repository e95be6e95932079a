package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ForgeCommandTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "run",
                "runs",
                "jobs",
                "jobs submit",
                "jobs show",
                "show",
                "logs",
                "files",
                "cp",
                "cancel",
                "pause",
                "continue",
                "change",
                "stats",
                "edit",
                "pipelines",
                "pipelines put",
                "pipelines show",
                "pipelines versions",
                "pipelines diff",
                "pipelines delete",
                "schedules",
                "schedules create",
                "schedules show",
                "schedules pause",
                "schedules unpause",
                "schedules trigger",
                "schedules backfill",
                "schedules delete",
                "wait",
                "doctor",
                "init",
                "validate",
                "upload",
                "download",
                "up",
                "down",
                "images",
                "secret",
                "secret pull",
                "secret aws",
                "test",
                "help"
            })
    void everyCommandExplainsItselfWithExamples(String command) {
        assertThat(forge((command + " --help").split(" "))).isEqualTo(ExitCode.OK);
        assertThat(text(out)).contains("Usage: ./forge " + command, "Examples:", "  ./forge " + command);
    }

    /** The lists of commands show the first line of each alone. */
    @Test
    void theFirstLineOfEachCommandIsAWholeSentence() {
        CommandLine forge = ForgeCommand.commandLine(
                Shell.of(Map.of("HOME", folder.toString()), stream(out), stream(err)), stream(out));

        assertThat(below(forge))
                .hasSizeGreaterThan(50)
                .allSatisfy(command -> assertThat(
                                command.getCommandSpec().usageMessage().description()[0])
                        .as(command.getCommandSpec().qualifiedName())
                        .endsWith("."));
    }

    private static Stream<CommandLine> below(CommandLine line) {
        return line.getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), below(command)));
    }

    @Test
    void anInitialPipelineIsValidAndItsSchemaLiesBesideIt() throws Exception {
        assertThat(forge("init", "weather", folder.toString())).isEqualTo(ExitCode.OK);

        Path file = folder.resolve("weather.yaml");
        assertThat(Files.readString(file)).startsWith("# yaml-language-server: $schema=./forge-pipeline.schema.json");
        assertThat(folder.resolve("forge-pipeline.schema.json")).isNotEmptyFile();
        assertThat(forge("validate", file.toString())).isEqualTo(ExitCode.OK);
    }

    @Test
    void anInitialPipelineOverwritesNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("weather.yaml"), "mine");

        assertThat(forge("init", "weather", folder.toString())).isEqualTo(ExitCode.INVALID);
        assertThat(Files.readString(file)).isEqualTo("mine");
        assertThat(text(err)).contains("is there already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--source", "--sink"})
    void anEmptyPlaceIsAMistakeAndNotNone(String option) throws Exception {
        Path file = Files.writeString(folder.resolve("p.yaml"), "name: p\nmodules: [{name: a, image: a}]\n");

        assertThat(forge("run", file.toString(), option, "")).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains(option, "it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ftp://x", "http://", "a b"})
    void aServerThatIsNoAddressIsAMistake(String server) {
        assertThat(forge("runs", "--server", server)).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("http://host:port");
    }

    @Test
    void anInitialPipelineNeedsAName() {
        assertThat(forge("init", "My Pipeline", folder.toString())).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("my-pipeline");
    }

    @Test
    void aMistakeInAFileIsShownByItsPlace() throws Exception {
        Path file = Files.writeString(folder.resolve("p.yaml"), "name: p\nmodules:\n  - name: a\n    imag: a:1\n");

        assertThat(forge("validate", file.toString())).isEqualTo(ExitCode.INVALID);
        assertThat(text(out)).contains("p.yaml:4:5", "imag", "image");
    }

    @Test
    void mistakesAreReadByProgramsToo() throws Exception {
        Path file = Files.writeString(folder.resolve("p.yaml"), "name: p\nmodules: []\n");

        assertThat(forge("validate", file.toString(), "-o", "json")).isEqualTo(ExitCode.INVALID);
        assertThat(text(out)).contains("\"file\"", "\"errors\"", "\"fix\"");
    }

    @Test
    void aFileThatIsNotThereIsAMistakeOfTheCaller() {
        assertThat(forge("run", folder.resolve("none.yaml").toString())).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("none.yaml", "no such file");
    }

    @Test
    void anUnknownOptionIsAMistakeOfTheCaller() {
        assertThat(forge("runs", "--stauts", "FAILED")).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("--stauts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            watch orders          | ./forge watch has no command orders. Say ./forge watch show orders.
            watch lst             | ./forge watch has no command lst. Did you mean list?
            runn                  | ./forge has no command runn. Did you mean run?
            secret mine           | ./forge secret has no command mine. Its commands: pull, aws.
            runs --stauts FAILED  | ./forge runs has no option --stauts. Did you mean --status?
            runs --nonsense       | ./forge runs has no option --nonsense.
            cancel a b            | ./forge cancel takes no "b" there.
            """)
    void whatIsMeantIsGuessedOnlyWhereItIsNear(String line, String said) {
        assertThat(forge(line.split(" ", -1))).isEqualTo(ExitCode.INVALID);
        assertThat(text(err).lines()).startsWith(said);
    }

    @Test
    void aWrongCommandLineIsAnsweredByWhatIsWrongAndNotByTheWholeHelp() {
        assertThat(forge("watch", "put", "a", "--if-version", "x")).isEqualTo(ExitCode.INVALID);
        assertThat(text(err))
                .contains("--if-version", "Usage: ./forge watch put ", "./forge watch put --help tells more.")
                .doesNotContain("Examples:");
        assertThat(text(err).lines()).hasSizeLessThan(8);
    }

    @Test
    void whatIsNeitherAFileNorANameIsToldAsBoth() {
        assertThat(forge("run", "Weather.yaml")).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("Weather.yaml: There is no such file", "no pipeline can have this name");
    }

    @Test
    void mistakesOfAPipelineAreToldBeforeAnyEngineIsAskedToKeepIt() throws Exception {
        Path file = Files.writeString(folder.resolve("p.yaml"), "name: p\nmodules:\n  - name: a\n    imag: a:1\n");

        assertThat(forge("pipelines", "put", file.toString())).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("p.yaml:4:5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            @last a --grep x --tail 3          | --grep looks through the whole log
            @last a --grep x -f                | --grep looks through the whole log
            @last a --grep x --bytes 0-9       | --grep looks through the whole log
            @last a --regex                    | say --grep TEXT
            @last a -i                         | say --grep TEXT
            @last a --bytes 0-9 --since 10m    | --bytes is a part of the whole log
            @last --bytes 0-9                  | name the step
            @last a --bytes 9                  | "9" is no range of bytes
            @last a --bytes 0-9,20-29          | is no range of bytes
            """)
    void partsOfALogThatMakeNoSenseTogetherAreAMistake(String line, String why) {
        assertThat(forge(("logs " + line).split(" ", -1))).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains(why);
    }

    @Test
    void aBackfillNeedsItsRange() {
        assertThat(forge("schedules", "backfill", "nightly", "--from", "2026-11-01T00:00:00Z"))
                .isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("--to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show Weather", "show weather@0", "show weather@", "delete a_b", "versions a@1"})
    void aNameThatNoPipelineCanHaveIsAMistakeOfTheCaller(String line) {
        assertThat(forge(("pipelines " + line).split(" ", -1))).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("is no pipeline's name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs",
                "jobs",
                "jobs submit",
                "jobs show @last",
                "show @last",
                "logs @last",
                "cancel @last",
                "download s3://bucket/k x",
                "pipelines",
                "pipelines show weather",
                "pipelines diff weather 1 2",
                "schedules",
                "schedules pause nightly",
                "schedules create nightly weather --every 1h",
                "wait @last"
            })
    void withoutAnEngineTheSentenceSaysHowToStartOne(String line) {
        assertThat(forge(line.split(" ", -1))).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(text(err)).contains("No engine is up", "./forge up");
    }

    @Test
    void whatIsAboutAClusterNeedsKubernetes() {
        assertThat(forge("up", "--namespace", "mine")).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("--namespace", "say --kubernetes too");
    }

    @Test
    void withoutAClusterTheSentenceSaysHowToGetOne() {
        assertThat(forge(
                        "demo",
                        "--kubernetes",
                        "--kubeconfig",
                        folder.resolve("none").toString()))
                .isEqualTo(ExitCode.UNREACHABLE);
        assertThat(text(err)).contains("There is no kubeconfig");
        assertThat(forge("run", pipeline(), "--kubernetes")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(text(err)).contains("No cluster is chosen", "kind create cluster");
    }

    @Test
    void whatIsMissingOnThisMachineIsSaidWithItsRemedyAndToScripts() throws Exception {
        Path home = Files.writeString(folder.resolve("home"), "a file where the home should be");

        assertThat(forge("doctor")).isEqualTo(ExitCode.UNREACHABLE);

        assertThat(text(out))
                .containsPattern("ok +Java")
                .containsPattern("MISSING +home .*\\n +Try: set FORGE_HOME")
                .containsPattern("MISSING +engine .*cannot be read")
                .containsPattern("MISSING +Temporal .*no temporal on the PATH")
                .containsPattern("note +Maven")
                .contains(" things are missing.");
        Files.delete(home);
        assertThat(forge("doctor", "--kubernetes")).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(text(out)).containsPattern("MISSING +cluster .*No cluster is chosen");
    }

    @Test
    void clearingAClusterThatWasNeverUsedIsNoFailure() {
        assertThat(forge("down", "--kubernetes")).isEqualTo(ExitCode.OK);
        assertThat(text(out)).contains("This home has nothing in a cluster");
    }

    @Test
    void helpForKubectlSaysWhereItComesFrom() {
        assertThat(forge("help", "kubectl")).isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("nothing in a cluster", "./forge demo --kubernetes");
        assertThat(forge("help", "runn")).isEqualTo(ExitCode.INVALID);
        assertThat(text(err)).contains("no command runn");
    }

    @Test
    void helpExplainsACommandAsTheCommandItselfDoes() {
        assertThat(forge("help", "run")).isEqualTo(ExitCode.OK);
        assertThat(text(out)).contains("Usage: ./forge run");
    }

    @Test
    void downWithoutAnEngineIsNoFailure() {
        assertThat(forge("down")).isEqualTo(ExitCode.OK);
        assertThat(text(out)).contains("No engine is up");
    }

    @Test
    void aPlaceThatIsNoneIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "a");

        assertThat(forge("upload", file.toString(), "weather/in", "--s3", "aws"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(text(err)).contains("weather/in", "s3://bucket/key");
    }

    private String pipeline() {
        return Path.of("../examples/weather/pipeline.yaml").toString();
    }

    private int forge(String... arguments) {
        return ForgeCommand.execute(
                Map.of("FORGE_HOME", folder.resolve("home").toString(), "HOME", folder.toString()),
                stream(out),
                stream(err),
                arguments);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
