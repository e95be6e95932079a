package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.pipeline.EnvValue;
import dev.forge.contract.pipeline.Expressions;
import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.Request;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParameterResolvingTest {
    private static final String WEATHER = """
            {"name": "weather", "parameters": {"station": "seattle", "year": {"type": "integer"}},
             "labels": {"team": "climate", "kind": "nightly"},
             "source": "s3://input/${parameters.station}.zip",
             "modules": [{"name": "a", "image": "a:1", "command": ["${parameters.station}"],
                          "args": ["${parameters.year}"], "env": {"AT": "${parameters.station}/${run.id}"}},
                         {"name": "b", "container": {"image": "b:1", "args": ["${parameters.year}"]}}],
             "sink": "s3://out/${parameters.year}/"}""";

    private final Resolver resolver = new Resolver(RunPolicy.DEFAULT, ParameterResolvingTest::find);

    @Test
    void aNamedPipelineIsFoundAndItsParametersAreBoundEverywhere() {
        Resolution.Plan plan = plan("""
                {"pipeline": "weather", "parameters": {"year": 2019}, "labels": {"kind": "by-hand"}}""");

        assertThat(plan.pipeline()).isEqualTo("weather");
        assertThat(plan.pipelineVersion()).contains(2);
        assertThat(plan.parameters()).isEqualTo(Map.of("station", "seattle", "year", "2019"));
        assertThat(plan.labels()).isEqualTo(Map.of("team", "climate", "kind", "by-hand"));
        assertThat(plan.steps().get(0).args()).contains("s3://input/seattle.zip");
        assertThat(plan.steps().get(1).command()).containsExactly("seattle");
        assertThat(plan.steps().get(1).args()).containsExactly("2019");
        assertThat(plan.steps().get(1).env()).containsEntry("AT", EnvValue.text("seattle/run-1"));
        assertThat(plan.steps().get(2).kubernetes().containers().getFirst().path("args"))
                .hasToString("[\"2019\"]");
        assertThat(plan.steps().get(3).args()).contains("s3://out/2019/");
    }

    @Test
    void aVersionThatIsAskedForIsTaken() {
        assertThat(plan("{\"pipeline\": \"weather\", \"version\": 1}").pipelineVersion())
                .contains(1);
    }

    @Test
    void theRequestsSourceAndSinkTakeThePlaceOfThePipelines() {
        Resolution.Plan plan = plan("""
                {"pipeline": "weather", "parameters": {"year": 1}, "source": {"from": "s3://own/x.zip", "unpack": "none"},
                 "sink": "s3://own/${steps.b.output}/${parameters.year}.zip"}""");

        assertThat(plan.steps().getFirst().args()).contains("s3://own/x.zip", "none");
        assertThat(plan.steps().getLast().args()).contains("s3://own/${steps.b.output}/1.zip");
    }

    @Test
    void allMistakesOfARequestForANamedPipelineAreToldAtOnce() {
        assertThat(problems("""
                {"pipeline": "weather", "parameters": {"yaer": 1, "station": "x"}, "sink": "s3://out/${steps.c.output}/"}"""))
                .extracting(Problem::pointer, Problem::message, Problem::fix)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "/parameters/yaer", "the pipeline declares no parameter yaer", "did you mean year?"),
                        org.assertj.core.groups.Tuple.tuple(
                                "/parameters/year",
                                "the run gives no value for parameter year, which has no default",
                                "give one: parameters: {year: …} in the request, --parameter year=… on the command line"),
                        org.assertj.core.groups.Tuple.tuple(
                                "/sink",
                                "${steps.c.output} names no step of the pipeline",
                                "did you mean ${steps.a.output}?"));
    }

    @Test
    void aPipelineOrVersionThatIsNotThereIsRefusedWithWhatToDo() {
        assertThat(problems("{\"pipeline\": \"wether\"}")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("no pipeline is kept under the name wether");
            assertThat(problem.fix()).contains("send the pipeline itself");
        });
        assertThat(problems("{\"pipeline\": \"weather\", \"version\": 9}"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.in("request"))
                        .isEqualTo("request: pipeline weather has no version 9;"
                                + " leave version out for the newest, which is 2"));
    }

    @Test
    void aCatalogThatCannotTellIsTemporalsToRetry() {
        Resolver away = new Resolver(RunPolicy.DEFAULT, (_, _) -> {
            throw new IllegalStateException("PostgreSQL is away");
        });

        assertThatThrownBy(() -> away.resolve(request("{\"pipeline\": \"weather\"}")))
                .hasMessage("PostgreSQL is away");
    }

    @Test
    void anAddressThatAValueSpoilsIsRefused() {
        assertThat(problems("""
                {"pipeline": {"name": "p", "parameters": {"from": {}, "to": {}}, "source": "${parameters.from}",
                 "modules": [{"name": "a", "image": "a:1"}], "sink": "s3://${parameters.to}/x.zip"},
                 "parameters": {"from": "http://x/y", "to": "Not A Bucket"}}""")).extracting(Problem::pointer).containsExactly("/pipeline/source", "/pipeline/sink");
    }

    @Test
    void valuesThatWouldMakeThePlanTooLargeForTemporalAreRefused() {
        String places = "\"${parameters.x}\",".repeat(40) + "\"\"";
        assertThat(problems("""
                {"pipeline": {"name": "p", "parameters": {"x": {}}, "modules": [{"name": "a", "image": "a:1", "args": [%s]}]},
                 "parameters": {"x": "%s"}}""".formatted(places, "v".repeat(30_000))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("more than a million characters"));
    }

    @Test
    void anAddressThatIsMadeTooLongIsRefusedBeforeItIsMade() {
        assertThat(problems("""
                {"pipeline": {"name": "p", "parameters": {"x": {}}, "source": "s3://input/%s",
                 "modules": [{"name": "a", "image": "a:1"}]}, "parameters": {"x": "%s"}}""".formatted("${parameters.x}".repeat(30_000), "v".repeat(100_000))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("longer than 8192 characters"));
    }

    /** Whatever a value is, the module gets it byte for byte, and nothing in it is looked at again. */
    @Test
    void everyValueArrivesAsItWasGiven() throws Exception {
        long seed = 20261128;
        Random random = new Random(seed);
        List<String> pieces =
                List.of("$", "$$", "{", "}", "${run.id}", "${parameters.b}", "${HOME}", "a", " ", "é", "\n");
        for (int i = 0; i < 500; i++) {
            String one = text(random, pieces);
            String other = text(random, pieces);
            Map<String, Object> module = new LinkedHashMap<>();
            module.put("name", "m");
            module.put("image", "i:1");
            module.put("args", List.of("${parameters.a}${parameters.b}", "x$${parameters.a}${parameters.a}"));
            String json = HistoryFormat.mapper()
                    .writeValueAsString(Map.of(
                            "pipeline",
                            Map.of(
                                    "name",
                                    "p",
                                    "parameters",
                                    Map.of("a", Map.of(), "b", "d"),
                                    "modules",
                                    List.of(module)),
                            "parameters",
                            Map.of("a", one, "b", other)));

            List<String> args = plan(json).steps().getFirst().args().stream()
                    // As Kubernetes does: two dollars are one.
                    .map(text -> Expressions.expand(text, Map.of()).replace("$$", "$"))
                    .toList();

            assertThat(args)
                    .as("seed %d, case %d: %s", seed, i, json)
                    .containsExactly(one + other, "x${parameters.a}" + one);
        }
    }

    private static String text(Random random, List<String> pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }

    private static Optional<PipelineCatalog.Version> find(String name, Optional<Integer> version) {
        if (!name.equals("weather") || version.orElse(2) > 2) {
            return Optional.empty();
        }
        String first = "{\"name\": \"weather\", \"modules\": [{\"name\": \"a\", \"image\": \"a:1\"}]}";
        int number = version.orElse(2);
        return Optional.of(new PipelineCatalog.Version(number, number == 1 ? first : WEATHER));
    }

    private Resolution.Plan plan(String json) {
        return (Resolution.Plan) resolver.resolve(request(json));
    }

    private List<Problem> problems(String json) {
        return ((Resolution.Refusal) resolver.resolve(request(json))).problems();
    }

    private static Request request(String json) {
        return new Request("run-1", json, Instant.parse("2026-11-21T12:00:00Z"));
    }
}
