package dev.forge.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.pipeline.Problem;
import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Category;
import dev.forge.contract.step.Failure;
import dev.forge.contract.workflow.Preview;
import dev.forge.contract.workflow.RunActivities.Request;
import dev.forge.runtime.LaunchRefused;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PreviewingTest {
    private static final String WEATHER = """
            {"name": "weather", "parameters": {"station": "seattle", "year": {"type": "integer"}},
             "source": "s3://input/${parameters.station}.zip",
             "modules": [{"name": "a", "image": "a:1", "args": ["${parameters.year}", "${run.id}"]},
                         {"name": "b", "image": "b:1", "args": ["${steps.a.output}"]}]}""";

    private final ScriptedRuntime runtime = new ScriptedRuntime();
    private final Previewing previewing =
            new Previewing(new Resolver(RunPolicy.DEFAULT, PreviewingTest::find), runtime);

    @Test
    void theStepsAreThoseOfTheRunWithAllThatIsKnownBeforehand() {
        Preview.Planned planned = planned("{\"pipeline\": \"weather\", \"parameters\": {\"year\": 2019}}");

        assertThat(planned.pipelineVersion()).contains(4);
        assertThat(planned.parameters()).isEqualTo(Map.of("station", "seattle", "year", "2019"));
        assertThat(planned.onFailure()).isEqualTo("fail");
        assertThat(planned.steps()).extracting(Preview.Step::name).containsExactly("source", "a", "b");
        assertThat(planned.steps().get(0).module().path("args")).hasToString("""
                ["source","--from","s3://input/seattle.zip","--unpack","auto"]""");
        assertThat(planned.steps().get(1).module().path("args")).hasToString("[\"2019\",\"run-1\"]");
        assertThat(planned.steps().get(2).module().path("args")).hasToString("[\"${steps.a.output}\"]");
    }

    @Test
    void howManyMayBeAtWorkAtOnceIsToldWithTheKeyOfThisRun() {
        String own = """
                {"key": "of ${parameters.customer}", "limit": 2, "policy": "reject"}""";

        assertThat(planned(limited(own)).concurrency()).contains(new Preview.Turns("of acme", 2, "reject"));
        assertThat(planned(limited("{}")).concurrency()).contains(new Preview.Turns("nightly", 1, "queue"));
        assertThat(planned("{\"pipeline\": \"weather\", \"parameters\": {\"year\": 2019}}")
                        .concurrency())
                .isEmpty();
    }

    private static String limited(String concurrency) {
        return """
                {"name": "nightly", "parameters": {"customer": "acme"}, "concurrency": %s,
                 "modules": [{"name": "a", "image": "a:1"}]}""".formatted(concurrency);
    }

    @Test
    void eachStepHasTheJobOfItsFirstAttemptAndNothingIsLaunched() {
        Preview.Planned planned = planned("{\"pipeline\": \"weather\", \"parameters\": {\"year\": 2019}}");

        assertThat(planned.steps()).allSatisfy(step -> {
            String name = new AttemptId("run-1", "execution-1", step.name(), 1).name();
            assertThat(step.job().orElseThrow().path("job").asText()).isEqualTo(name);
            assertThat(step.refusal()).isEmpty();
        });
        assertThat(runtime.calls).isEmpty();
    }

    @Test
    void aStepThatCouldNotBeLaunchedSaysWhy() {
        Failure failure = Failure.of(Category.CONFIGURATION, "asks for more than is allowed", "ask for less");
        runtime.previewFault = Optional.of(new LaunchRefused(failure));

        Preview.Step step = planned("{\"pipeline\": \"weather\", \"parameters\": {\"year\": 2019}}")
                .steps()
                .get(1);

        assertThat(step.job()).isEmpty();
        assertThat(step.refusal()).contains(failure);
    }

    @Test
    void everyMistakeThatTheRunWouldFailWithIsFound() {
        Preview preview = previewing.preview(
                new Request(
                        "run-1", "{\"pipeline\": \"weather\", \"parameters\": {\"statoin\": \"x\"}}", Instant.EPOCH),
                "execution-1");

        assertThat(preview)
                .isInstanceOfSatisfying(
                        Preview.Refused.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::pointer)
                                .containsExactlyInAnyOrder("/parameters/statoin", "/parameters/year"));
    }

    @Test
    void whatTemporalCouldNotCarryIsRefused() {
        runtime.previewWord = "x".repeat(700_000);

        Preview preview = previewing.preview(
                new Request("run-1", "{\"pipeline\": \"weather\", \"parameters\": {\"year\": 1}}", Instant.EPOCH),
                "execution-1");

        assertThat(preview)
                .isInstanceOfSatisfying(
                        Preview.Refused.class,
                        refused -> assertThat(refused.problems().getFirst().message())
                                .contains("more than Temporal carries"));
    }

    private Preview.Planned planned(String json) {
        return (Preview.Planned) previewing.preview(new Request("run-1", json, Instant.EPOCH), "execution-1");
    }

    private static Optional<PipelineCatalog.Version> find(String name, Optional<Integer> version) {
        return Optional.of(new PipelineCatalog.Version(4, WEATHER));
    }
}
