package dev.forge.contract.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PipelineParserTest {
    private static final String START = "name: p\nmodules:\n  - name: a\n    image: i\n";

    static Stream<MistakeTable> valid() {
        return MistakeTable.read("/pipelines/valid.txt");
    }

    static MistakeTable example(String title) {
        return valid().filter(file -> file.title().equals(title)).findFirst().orElseThrow();
    }

    @Test
    void aNameThatIsKnownMayBeLeftOut() {
        assertThat(PipelineParser.parse("modules: [{name: a, image: i}]", "weather"))
                .isEqualTo(PipelineParser.parse("{name: weather, modules: [{name: a, image: i}]}"))
                .isEqualTo(PipelineParser.parse("{\"modules\": [{\"name\": \"a\", \"image\": \"i\"}]}", "weather"))
                .isEqualTo(PipelineParser.parse("{name: weather, modules: [{name: a, image: i}]}", "weather"))
                .isInstanceOf(Parsed.Valid.class);
    }

    @Test
    void anotherNameThanTheKnownOneIsAMistakeBesideTheOthers() {
        Parsed parsed = PipelineParser.parse("name: wether\nmodules:\n  - {name: a, imag: i}\n", "weather");

        assertThat(((Parsed.Invalid) parsed).problems())
                .extracting(Problem::pointer)
                .containsExactly("/name", "/modules/0/imag");
        assertThat(((Parsed.Invalid) parsed).problems().getFirst())
                .isEqualTo(Problem.at(
                        "/name",
                        1,
                        7,
                        "the name is \"wether\", and the call names \"weather\"",
                        "write name: weather, or leave it out"));
    }

    @Test
    void aKnownNameIsHeldToTheRuleOfNames() {
        Parsed parsed = PipelineParser.parse("modules: [{name: a, image: i}]", "My Weather");

        assertThat(((Parsed.Invalid) parsed).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.pointer()).isEqualTo("/name"))
                .satisfies(problem -> assertThat(problem.fix()).contains("my-weather"));
    }

    @Test
    void theExampleOfTheDesignIsThisRecord() {
        ModuleSpec monthly = new ModuleSpec(
                "monthly",
                "weather-monthly:1",
                List.of(),
                List.of("--by", "month"),
                Map.of("UNITS", EnvValue.text("metric"), "TOKEN", new EnvValue.SecretKey("station", "token")),
                new Resources(Quantity.parse("500m"), Quantity.parse("256Mi")),
                Duration.ofMinutes(15),
                new RetryRule(2, Duration.ofSeconds(5), List.of(64), List.of()));

        assertThat(spec(example("the example of the design").text()))
                .isEqualTo(new PipelineSpec(
                        "weather",
                        Optional.of(SourceSpec.from("s3://weather/in/seattle.zip")),
                        List.of(monthly),
                        Optional.of(SinkSpec.to("s3://weather/out/${run.id}.zip"))));
    }

    @Test
    void whatIsLeftOutHasTheDocumentedDefaults() {
        assertThat(spec(START))
                .isEqualTo(new PipelineSpec(
                        "p",
                        Optional.empty(),
                        List.of(new ModuleSpec(
                                "a",
                                "i",
                                List.of(),
                                List.of(),
                                Map.of(),
                                Resources.NONE,
                                Duration.ofMinutes(15),
                                new RetryRule(2, Duration.ofSeconds(1), List.of(), List.of()))),
                        Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void aValidFileSurvivesBeingWrittenAsJson(MistakeTable file) {
        PipelineSpec spec = spec(file.text());

        assertThat(spec(PipelineWriter.json(spec))).isEqualTo(spec);
    }

    @Test
    void scalarsOfEnvAndArgsKeepTheirText() {
        ModuleSpec module = module("""
                    args: [1.10, yes, 0x10, 1e3, 010, 1_000, 2026-11-21, 12:30:45, true, "null", .5, +1, off]
                    env: {A: 1.10, B: No, C: '', D: " x ", E: 1E400, F: "~"}
                """);

        assertThat(module.args())
                .containsExactly(
                        "1.10",
                        "yes",
                        "0x10",
                        "1e3",
                        "010",
                        "1_000",
                        "2026-11-21",
                        "12:30:45",
                        "true",
                        "null",
                        ".5",
                        "+1",
                        "off");
        assertThat(module.env().values())
                .containsExactly(
                        EnvValue.text("1.10"),
                        EnvValue.text("No"),
                        EnvValue.text(""),
                        EnvValue.text(" x "),
                        EnvValue.text("1E400"),
                        EnvValue.text("~"));
    }

    @Test
    void numbersOfJsonKeepTheirText() {
        String text = "{\"name\":\"p\",\"modules\":[{\"name\":\"a\",\"image\":\"i\",\"args\":[1.10,1E2,-0,true]}]}";

        assertThat(spec(text).modules().getFirst().args()).containsExactly("1.10", "1E2", "-0", "true");
    }

    @Test
    void mergeKeysFillInWhatTheMapDoesNotSayItself() {
        PipelineSpec spec = spec(example("anchors and merge keys").text());

        assertThat(spec.modules().get(1).image()).isEqualTo("i:1");
        assertThat(spec.modules().get(1).env())
                .isEqualTo(Map.of("UNITS", EnvValue.text("metric"), "LANG", EnvValue.text("de")));
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsChangeNothing() {
        assertThat(spec("\uFEFF" + START.replace("\n", "\r\n"))).isEqualTo(spec(START));
        assertThat(problems("\uFEFFname: p\r\nmodules:\r\n  - name: a\r\n    image: I\r\n"))
                .extracting(problem -> problem.in("p.yaml"))
                .containsExactly("p.yaml:4:12: the image \"I\" has upper-case letters in its repository; write i");
    }

    @Test
    void aColumnCountsCharactersAndNotTheirBytes() {
        String yaml = "{name: p, modules: [{name: a, env: {A: \"😀é\", B: null}, image: i}]}";
        String json =
                "{\"name\": \"p\", \"modules\": [{\"name\": \"a\", \"env\": {\"A\": \"😀é\", \"B\": null}, \"image\": \"i\"}]}";

        assertThat(problems(yaml).getFirst().column()).contains(49);
        assertThat(problems(json).getFirst().column()).contains(65);
    }

    @Test
    void anEmptyTextIsToldFromABrokenOne() {
        assertThat(problems("")).extracting(Problem::message).containsExactly("the text is empty");
        assertThat(problems(" \n\t ")).extracting(Problem::message).containsExactly("the text is empty");
        assertThat(PipelineParser.unreadable("{\"name\": ")).isPresent();
        assertThat(PipelineParser.unreadable("{\"name\": 1}")).isEmpty();
    }

    @Test
    void anInvalidFileTellsItsNameWhereItHasOne() {
        assertThat(PipelineParser.parse("name: weather"))
                .isInstanceOfSatisfying(
                        Parsed.Invalid.class,
                        invalid -> assertThat(invalid.name()).isEqualTo("weather"));
        assertThat(PipelineParser.parse("name: [weather]"))
                .isInstanceOfSatisfying(
                        Parsed.Invalid.class,
                        invalid -> assertThat(invalid.name()).isEmpty());
    }

    @Test
    void aPointerEscapesWhatJsonPointerEscapes() {
        assertThat(problems(START + "    env: {\"a/b~c\": x}"))
                .extracting(Problem::pointer)
                .containsExactly("/modules/0/env/a~1b~0c");
    }

    private static ModuleSpec module(String fields) {
        return spec(START + fields).modules().getFirst();
    }

    private static PipelineSpec spec(String text) {
        return switch (PipelineParser.parse(text)) {
            case Parsed.Valid(PipelineSpec spec) -> spec;
            case Parsed.Invalid(String _, List<Problem> problems) -> throw new AssertionError(problems.toString());
        };
    }

    private static List<Problem> problems(String text) {
        return switch (PipelineParser.parse(text)) {
            case Parsed.Valid(PipelineSpec spec) -> throw new AssertionError("it is valid: " + spec);
            case Parsed.Invalid(String _, List<Problem> problems) -> problems;
        };
    }
}
