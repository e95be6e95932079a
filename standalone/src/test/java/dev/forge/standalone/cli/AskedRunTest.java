package dev.forge.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.pipeline.RunRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskedRunTest {
    @TempDir
    private Path folder;

    @Test
    void whatAStepRanIsShownAsAShellWouldTakeIt() throws Exception {
        AskedRun file = read("""
                name: p
                modules:
                  - {name: own, image: "a:1", command: [sh, -c], args: ["echo 'a b'; exit 3"]}
                  - {name: images, image: "b:1", args: [--by, month]}
                  - name: script
                    image: c:1
                    command: [sh, -c]
                    args: ["first\\nsecond"]
                """);

        assertThat(file.commands())
                .isEqualTo(Map.of(
                        "own", "sh -c 'echo '\\''a b'\\''; exit 3'",
                        "images", "(the command of b:1) --by month",
                        "script", "sh -c 'first …'"));
    }

    @Test
    void aSourceAndASinkOfTheCommandLineStandInForTheFiles() throws Exception {
        AskedRun file = read("{name: p, source: s3://bucket/in/, modules: [{name: a, image: 'a:1'}]}");

        AskedRun other = file.with(Optional.of(folder.toString()), Optional.of("s3://bucket/out.zip"));

        assertThat(other.prepared().source().orElseThrow().from()).isEqualTo("file://" + folder + "/");
        assertThat(other.prepared().sink().orElseThrow().to()).isEqualTo("s3://bucket/out.zip");
        assertThat(file.with(Optional.empty(), Optional.empty())).isEqualTo(file);
    }

    @Test
    void parametersAndLabelsOfTheCommandLineAreSentWithThePipeline() throws Exception {
        AskedRun file = read("""
                {name: p, parameters: {year: {type: integer}, place: in}, source: 's3://bucket/${parameters.place}/',
                 modules: [{name: a, image: 'a:1'}]}""");

        AskedRun run = file.with(Map.of("year", "2019"), Map.of("team", "climate"));

        assertThat(run.json())
                .startsWith("{\"pipeline\":{\"name\":\"p\"")
                .endsWith("\"parameters\":{\"year\":\"2019\"},\"labels\":{\"team\":\"climate\"}}");
        assertThat(run.prepared().source().orElseThrow().from()).isEqualTo("s3://bucket/in/");
    }

    @Test
    void parametersThatDoNotFitAreToldAllAtOnce() throws Exception {
        AskedRun file = read("{name: p, parameters: {year: {type: integer}}, modules: [{name: a, image: 'a:1'}]}");

        assertThatThrownBy(() -> file.with(Map.of("yaer", "2019"), Map.of()))
                .isInstanceOfSatisfying(
                        InvalidFile.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::pointer)
                                .containsExactly("/parameters/year", "/parameters/yaer"));
    }

    @Test
    void ofAPipelineThatIsKeptOnlyWhatIsTheRunsOwnIsSentBesideItsName() throws Exception {
        AskedRun kept = new AskedRun(
                "weather@3",
                read("{name: weather, parameters: {year: {type: integer}}, modules: [{name: a, image: 'a:1'}]}")
                        .spec(),
                new RunRequest(
                        new RunRequest.Named("weather", Optional.of(3)),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of()));

        assertThat(kept.with(Optional.empty(), Optional.of("s3://bucket/out/"))
                        .with(Map.of("year", "2019"), Map.of())
                        .json())
                .isEqualTo("{\"pipeline\":\"weather\",\"version\":3,\"sink\":\"s3://bucket/out/\","
                        + "\"parameters\":{\"year\":\"2019\"}}");
        assertThatThrownBy(() -> kept.with(Map.of("year", "last"), Map.of()))
                .isInstanceOfSatisfying(
                        InvalidFile.class,
                        invalid -> assertThat(invalid.lines())
                                .singleElement()
                                .asString()
                                .startsWith("weather@3: "));
    }

    private AskedRun read(String yaml) throws Exception {
        return AskedRun.of(PipelineFile.read(Files.writeString(folder.resolve("p.yaml"), yaml)));
    }
}
