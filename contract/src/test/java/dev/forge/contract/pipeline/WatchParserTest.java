package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WatchParserTest {
    private static final String LEAST = "{name: stations, bucket: weather, pipeline: weather}";

    @Test
    void leftOutFieldsHaveTheirDefaults() {
        WatchSpec watch = read(LEAST);

        assertThat(watch)
                .isEqualTo(new WatchSpec(
                        "stations",
                        "weather",
                        "",
                        Optional.empty(),
                        new RunRequest.Named("weather", Optional.empty()),
                        Map.of(),
                        Map.of(),
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        WatchSpec.Existing.SKIP,
                        false,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(WatchWriter.tree(watch))
                .hasToString("{\"name\":\"stations\",\"bucket\":\"weather\",\"pipeline\":\"weather\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "# nothing\n"})
    void anEmptyTextIsToldHowAWatchBegins(String text) {
        assertThat(WatchParser.parse(text).toString()).contains("begin with name:, bucket: and pipeline:");
    }

    @Test
    void everyFieldIsReadAndWrittenAgain() {
        WatchSpec watch = read("""
                name: stations
                bucket: weather
                prefix: in/
                pattern: "**/*.csv"
                pipeline: weather
                version: 3
                parameters: {unit: metric}
                labels: {team: climate}
                interval: 1s
                settle: 30s
                existing: process
                events: true
                source: {from: "s3://${watch.bucket}/${watch.key}", unpack: none, etag: "${watch.etag}"}
                sink: s3://weather/out/${run.id}.zip
                """);

        assertThat(watch.pipeline()).isEqualTo(new RunRequest.Named("weather", Optional.of(3)));
        assertThat(watch.pattern()).contains(KeyPattern.of("**/*.csv"));
        assertThat(watch.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(watch.settle()).isEqualTo(Duration.ofSeconds(30));
        assertThat(watch.existing()).isEqualTo(WatchSpec.Existing.PROCESS);
        assertThat(watch.events()).isTrue();
        assertThat(read(WatchWriter.tree(watch).toString())).isEqualTo(watch);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{bucket: weather, pipeline: weather} | '' | the watch has no name",
                "{name: s, pipeline: weather} | '' | the watch has no bucket",
                "{name: s, bucket: weather} | '' | the watch has no pipeline",
                "{name: s, bucket: s3://weather/in, pipeline: p} | /bucket | is an address",
                "{name: s, bucket: weather, pipeline: p, prefx: in/} | /prefx | unknown field",
                "{name: s, bucket: weather, pipeline: p, prefix: /in} | /prefix | begins with a slash",
                "{name: s, bucket: weather, pipeline: p, interval: 500ms} | /interval | too short",
                "{name: s, bucket: weather, pipeline: p, interval: 10} | /interval | has no unit",
                "{name: s, bucket: weather, pipeline: p, existing: keep} | /existing | existing cannot be",
                "{name: s, bucket: weather, pipeline: p, pattern: '*.{csv'} | /pattern | brace without its end",
                "{name: s, bucket: weather, pipeline: p, parameters: {k: '${watch.key}'}} | /parameters/k | cannot stand",
                "{name: s, bucket: weather, pipeline: p, sink: s3://weather/out} | /sink | neither a zip nor a folder",
                "{name: s, bucket: weather, pipeline: p, source: {from: 's3://weather/in/', etag: '${watch.etag}'}} | /source/etag | stands for many",
                "{name: S_1, bucket: weather, pipeline: p} | /name | no DNS label"
            })
    void aMistakeIsToldWithItsFieldAndWhatToDo(String text, String pointer, String message) {
        List<Problem> problems = problems(text);

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().pointer()).isEqualTo(pointer);
        assertThat(problems.getFirst().message()).contains(message);
        assertThat(problems.getFirst().fix()).isNotBlank();
    }

    @Test
    void aNameMayBeLeftOutWhereTheCallNamesItAndMustNotBeAnother() {
        assertThat(WatchParser.parse("{bucket: weather, pipeline: weather}", "stations"))
                .isEqualTo(new Asked.Valid<>(read(LEAST)));
        assertThat(WatchParser.parse(LEAST, "other")).isInstanceOf(Asked.Invalid.class);
    }

    @Test
    void whatIsTakenIsBelowThePrefixMatchesAndIsNoFolder() {
        WatchSpec watch = read("{name: s, bucket: weather, prefix: in/, pattern: '*.csv', pipeline: p}");

        assertThat(List.of("in/a.csv", "in/b/a.csv", "out/a.csv", "in/a.txt", "in/", "in/b.csv/"))
                .filteredOn(watch::takes)
                .containsExactly("in/a.csv");
    }

    @Test
    void aRunIsAskedForWithTheObjectAsItsSourceUnlessTheWatchNamesAnother() {
        WatchedObject object = new WatchedObject("weather", "in/${run.id} $(x).csv", "e1", 5);
        PipelineSpec pipeline = pipeline("{name: weather, modules: [{name: a, image: 'a:1'}]}");

        assertThat(ready(read(LEAST).request(object), pipeline).source().map(SourceSpec::from))
                .as("the key is text, whatever it looks like")
                .map(from -> Expressions.expand(from, Map.of()))
                .contains("s3://weather/in/${run.id} $(x).csv");
        assertThat(ready(
                                read("{name: s, bucket: weather, pipeline: p, source: 's3://model/${watch.etag}.zip'}")
                                        .request(object),
                                pipeline)
                        .source()
                        .map(SourceSpec::from))
                .contains("s3://model/e1.zip");
    }

    @Test
    void aRunReadsItsObjectInTheVersionForWhichItIsUnlessTheWatchNamesAnotherSource() {
        WatchedObject object = new WatchedObject("weather", "in/a.csv", "e1", 5);
        PipelineSpec pipeline = pipeline("{name: weather, modules: [{name: a, image: 'a:1'}]}");

        assertThat(ready(read(LEAST).request(object), pipeline).source().flatMap(SourceSpec::etag))
                .contains("e1");
        assertThat(ready(
                                read("{name: s, bucket: weather, pipeline: p, source: 's3://model/${watch.key}'}")
                                        .request(object),
                                pipeline)
                        .source())
                .contains(SourceSpec.from("s3://model/in/a.csv"));
        assertThat(ready(
                                read("{name: s, bucket: weather, pipeline: p,"
                                                + " source: {from: 's3://weather/${watch.key}', unpack: none,"
                                                + " etag: '\"${watch.etag}\"'}}")
                                        .request(object),
                                pipeline)
                        .source())
                .contains(new SourceSpec("s3://weather/in/a.csv", SourceSpec.Unpack.NONE, Optional.of("\"e1\"")));
    }

    private static PipelineSpec ready(RunRequest request, PipelineSpec pipeline) {
        return PreparedRun.of(request, pipeline) instanceof PreparedRun.Ready ready ? ready.spec() : fail("not ready");
    }

    private static PipelineSpec fail(String message) {
        throw new AssertionError(message);
    }

    private static PipelineSpec pipeline(String text) {
        return PipelineParser.parse(text) instanceof Parsed.Valid(PipelineSpec spec) ? spec : fail(text);
    }

    private static WatchSpec read(String text) {
        return switch (WatchParser.parse(text)) {
            case Asked.Valid(WatchSpec watch) -> watch;
            case Asked.Invalid<WatchSpec> invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    private static List<Problem> problems(String text) {
        return WatchParser.parse(text) instanceof Asked.Invalid<WatchSpec> invalid ? invalid.problems() : List.of();
    }
}
