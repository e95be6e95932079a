package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.forge.contract.pipeline.ParsedRequest.Form;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunRequestParserTest {
    private static final String FILE = """
            {"name": "weather", "parameters": {"by": {"enum": ["month", "year"], "default": "month"},
             "year": {"type": "integer", "default": 2019}}, "labels": {"team": "climate"},
             "modules": [{"name": "a", "image": "a:1"}]}""";

    @Test
    void aPipelineFileAsksForARunOfItself() {
        RunRequest request = valid(FILE);

        assertThat(request.pipeline()).isEqualTo(new RunRequest.Inline(spec()));
        assertThat(request.parameters()).isEmpty();
        assertThat(request.knownLabels()).isEqualTo(Map.of("team", "climate"));
    }

    @Test
    void aRequestNamesAPipelineAndSaysWhatIsThisRunsOwn() {
        assertThat(valid("""
                pipeline: weather
                version: 3
                source: s3://input/x.zip
                sink: {to: "s3://out/${steps.any.output}/", exclude: ["*.tmp"]}
                parameters: {by: year, version: 1.10, dry: true, where: "${run.id}"}
                labels: {team: climate, cost: 12}
                """))
                .isEqualTo(new RunRequest(
                        new RunRequest.Named("weather", Optional.of(3)),
                        Optional.of(SourceSpec.from("s3://input/x.zip")),
                        Optional.of(new SinkSpec("s3://out/${steps.any.output}/", List.of(), List.of("*.tmp"))),
                        Map.of("by", "year", "version", "1.10", "dry", "true", "where", "${run.id}"),
                        Map.of("team", "climate", "cost", "12")));
    }

    @Test
    void theRequestsLabelsGoBeforeThoseOfThePipeline() {
        assertThat(valid("{\"pipeline\": " + FILE + ", \"labels\": {\"team\": \"mine\", \"x\": \"y\"}}")
                        .knownLabels())
                .isEqualTo(Map.of("team", "mine", "x", "y"));
    }

    @Test
    void whatIsWrittenIsReadAsTheSame() {
        List<String> texts = List.of(
                FILE,
                "{\"pipeline\": " + FILE + "}",
                "{\"pipeline\": " + FILE + ", \"parameters\": {\"year\": 1.10e3}}".replace("1.10e3", "\"7\""),
                "{\"pipeline\": \"weather\"}",
                "{\"pipeline\": \"weather\", \"watch\": {\"bucket\": \"b\", \"key\": \"${run.id}\", \"etag\": \"e\", \"size\": 5}}",
                "{\"pipeline\": \"weather\", \"version\": 3, \"source\": {\"from\": \"s3://input/x\", \"unpack\": \"none\"},"
                        + " \"sink\": \"s3://out/\", \"parameters\": {\"b\": \"$${\", \"a\": \"\"}, \"labels\": {\"l\": \"v\"}}");
        for (String text : texts) {
            RunRequest request = valid(text);
            assertThat(valid(RunRequestWriter.json(request))).as(text).isEqualTo(request);
        }
    }

    @Test
    void theObjectOfAWatchIsReadAsItIsAndWholly() {
        assertThat(valid("{pipeline: weather, watch: {bucket: b, key: '${run.id}', etag: e, size: 5}}")
                        .watch())
                .contains(new WatchedObject("b", "${run.id}", "e", 5));
        assertThat(invalid("{pipeline: weather, watch: {bucket: b, key: '', size: big}}")
                        .problems())
                .extracting(Problem::pointer)
                .containsExactlyInAnyOrder("/watch", "/watch/key", "/watch/size");
    }

    @Test
    void noKeyIsLongerThanThoseOfObjects() {
        String request = "{pipeline: weather, watch: {bucket: b, key: '%s', etag: e, size: 5}}";
        String longest = "ö".repeat(512);

        assertThat(valid(request.formatted(longest)).watch().orElseThrow().key())
                .isEqualTo(longest);
        assertThat(invalid(request.formatted(longest + "a")).problems())
                .extracting(Problem::pointer, Problem::message)
                .containsExactly(tuple("/watch/key", "key is longer than 1024 bytes, as no object has it"));
    }

    @Test
    void requestsThatSayTheSameAreWrittenTheSame() {
        assertThat(RunRequestWriter.json(valid("{\"pipeline\": " + FILE + "}"))).isEqualTo(PipelineWriter.json(spec()));
        assertThat(RunRequestWriter.json(valid("{\"pipeline\": \"w\", \"parameters\": {\"a\": 1, \"b\": 2}}")))
                .isEqualTo(RunRequestWriter.json(valid("parameters: {b: 2, a: 1}\npipeline: w\n")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"year": "May"}  | /parameters/year  | parameter year cannot be "May"              | write a whole number
            {"year": 1.5}    | /parameters/year  | parameter year cannot be "1.5"              | write a whole number
            {"by": "yaer"}   | /parameters/by    | parameter by cannot be "yaer"               | did you mean year?
            {"by": "day"}    | /parameters/by    | parameter by cannot be "day"                | use one of: month, year
            {"yer": 1}       | /parameters/yer   | the pipeline declares no parameter yer      | did you mean year?
            {"x": 1}         | /parameters/x     | the pipeline declares no parameter x        | use one of: by, year
            {"by": null}     | /parameters/by    | by has no value                             | write "null" for the text
            {"by": ["year"]} | /parameters/by    | expected text for by, got a list            | write one text; put text that holds a colon, brackets or braces in quotes
            ["year"]         | /parameters       | expected a map for parameters, got a list   | write names and values: parameters: {station: seattle}
            """)
    void aWrongParameterOfAPipelineThatIsBroughtAlongIsToldWithItsPlace(
            String parameters, String pointer, String message, String fix) {
        String before = "{\"pipeline\": " + FILE.replace("\n", " ") + ",\n \"parameters\": ";

        assertThat(invalid(before + parameters + "}").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.pointer()).isEqualTo(pointer);
                    assertThat(problem.line()).contains(2);
                    assertThat(problem.message()).isEqualTo(message);
                    assertThat(problem.fix()).isEqualTo(fix);
                });
    }

    @Test
    void allMistakesOfARequestAreToldAtOnce() {
        ParsedRequest.Invalid invalid = invalid("""
                pipeline: {name: weather, parameters: {year: {type: integer}}, modules: [{name: a, imag: x}]}
                version: 0
                sourc: s3://input/x.zip
                sink: s3://out/x
                parameters: {yaer: 1}
                labels: [a]
                """);

        assertThat(invalid.form()).isEqualTo(Form.RUN_REQUEST);
        assertThat(invalid.name()).isEqualTo("weather");
        assertThat(invalid.problems())
                .extracting(Problem::pointer)
                .containsExactly("/pipeline/modules/0/imag", "/version", "/sourc", "/sink", "/labels");
    }

    @Test
    void aFileWhoseParameterNeedsAValueIsValidAndNoRequest() {
        String file = """
                name: p
                parameters:
                  year: {type: integer, description: Of the data}
                modules:
                  - {name: a, image: i}
                """;

        assertThat(PipelineParser.parse(file)).isInstanceOf(Parsed.Valid.class);
        assertThat(invalid(file).form()).isEqualTo(Form.PIPELINE_FILE);
        assertThat(invalid(file).problems())
                .containsExactly(Problem.at(
                        "/parameters/year",
                        3,
                        9,
                        "the run gives no value for parameter year (Of the data), which has no default",
                        "give one: parameters: {year: …} in the request, --parameter year=… on the command line"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pipelin: weather                   | RUN_REQUEST   | did you mean pipeline?
            pipeline: [weather]                | RUN_REQUEST   | write pipeline: weather, or pipeline: {name: …, modules: […]}
            pipeline: Weather                  | RUN_REQUEST   | use a-z, 0-9 and dashes, with a letter or digit at both ends: weather
            {pipeline: weather, name: x}       | RUN_REQUEST   | use one of: pipeline, version, source, sink, parameters, labels, watch, replyTo
            {pipeline: x, modules: [{name: a, image: i}], name: p} | PIPELINE_FILE | remove it, or remove modules: a run request names its pipeline, a pipeline file has modules
            """)
    void whatTheTextWasMeantToBeIsTold(String text, Form form, String fix) {
        ParsedRequest.Invalid invalid = invalid(text);

        assertThat(invalid.form()).isEqualTo(form);
        assertThat(invalid.problems()).extracting(Problem::fix).containsExactly(fix);
    }

    @Test
    void aVersionBesideAPipelineThatIsBroughtAlongIsAMistake() {
        assertThat(invalid("{\"pipeline\": " + FILE + ", \"version\": 2}").problems())
                .extracting(Problem::pointer)
                .containsExactly("/version");
    }

    @Test
    void whateverIsSentIsAnswered() {
        for (String text : List.of("", "null", "42", "[]", "{", "\"text\"", "{\"pipeline\": null}", "pipeline: {}")) {
            assertThat(invalid(text).problems()).as(text).isNotEmpty();
        }
    }

    private static PipelineSpec spec() {
        return ((Parsed.Valid) PipelineParser.parse(FILE)).spec();
    }

    private static RunRequest valid(String text) {
        return switch (RunRequestParser.parse(text)) {
            case ParsedRequest.Valid(RunRequest request) -> request;
            case ParsedRequest.Invalid invalid -> throw new AssertionError(text + ": " + invalid.problems());
        };
    }

    private static ParsedRequest.Invalid invalid(String text) {
        return (ParsedRequest.Invalid) RunRequestParser.parse(text);
    }
}
