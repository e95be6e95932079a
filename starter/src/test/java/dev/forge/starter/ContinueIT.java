package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.contract.run.StepState;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.Steering.Ending;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Closed runs that go on, by a new execution under their ids. */
class ContinueIT {
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        forge = Installation.attended("continue").warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
    }

    @Test
    void aFailedRunGoesOnUnderItsIdAndKeepsItsLabels() {
        String id = failed();
        String before = execution(id);

        HttpResponse<String> answer = goOn(id, "");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThatJson(answer.body()).node("state").isEqualTo("QUEUED");
        assertThat(execution(id)).isNotEqualTo(before);
        assertThatJson(input(id)).isEqualTo("{continue: {execution: '" + before + "'}}");
        assertThatJson(http.get("/runs/" + id).body()).node("labels").isEqualTo("{team: 'climate'}");
        assertThatJson(http.get("/runs/" + id).body()).node("endedAt").isAbsent();
    }

    @Test
    void theStepIsHandedOn() {
        String id = failed();

        assertThat(goOn(id, "{\"from\": \"source\"}").statusCode()).isEqualTo(202);

        assertThatJson(input(id)).node("continue.from").isEqualTo("source");
    }

    @Test
    void manyCallsAtOnceMakeOneExecution() {
        String id = failed();
        String before = execution(id);

        Set<Integer> answers = IntStream.range(0, 20)
                .parallel()
                .mapToObj(_ -> goOn(id, "").statusCode())
                .collect(Collectors.toSet());

        // Whoever comes when it runs already finds nothing to continue.
        assertThat(answers).isSubsetOf(202, 409);
        assertThatJson(input(id)).node("continue.execution").isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chart   | chart comes after monthly, which has not succeeded | use one of: source, monthly",
                "nowhere | the run has no step nowhere                        | use one of: source, monthly"
            })
    void whatCannotBeGoneOnFromIsRefusedAndTheRunStaysAsItEnded(String from, String message, String fix) {
        String id = failed();
        String before = execution(id);

        HttpResponse<String> answer = goOn(id, "{\"from\": \"" + from + "\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThatJson(answer.body()).node("code").isEqualTo("continue_invalid");
        assertThatJson(answer.body()).node("errors[0].message").isEqualTo(message);
        assertThatJson(answer.body()).node("errors[0].fix").isEqualTo(fix);
        assertThat(execution(id)).isEqualTo(before);
    }

    @Test
    void aRunThatHasSucceededGoesOnOnlyFromAStepThatIsNamed() {
        String id = forge.submit("weather");
        forge.report(Reports.running(id, Reports.step("monthly", StepState.SUCCEEDED)));
        forge.end(id, Ending.SUCCEED);

        HttpResponse<String> answer = goOn(id, "");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThatJson(answer.body())
                .node("errors[0].message")
                .isEqualTo("all steps have succeeded, so that it must be said which runs again");
        assertThat(goOn(id, "{\"from\": \"monthly\"}").statusCode()).isEqualTo(202);
    }

    @Test
    void aTerminatedRunIsToBeRunAgain() {
        String id = forge.submit("weather");
        forge.workflow(id).terminate("gone");
        String before = execution(id);

        for (HttpResponse<String> answer : List.of(goOn(id, ""), goOn(id, "{\"from\": \"monthly\"}"))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
            assertThatJson(answer.body()).node("code").isEqualTo("run_ended");
            assertThatJson(answer.body()).node("detail").asString().contains("/runs/" + id + "/rerun");
        }
        assertThat(execution(id)).isEqualTo(before);
    }

    @Test
    void aRunWithoutStepsIsToBeSubmittedAgain() {
        String id = forge.submit("weather");
        forge.end(id, Ending.FAIL);

        HttpResponse<String> answer = goOn(id, "");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThatJson(answer.body()).node("code").isEqualTo("continue_invalid");
        assertThatJson(answer.body()).node("errors[0].fix").isEqualTo("mend the pipeline and submit it again");
    }

    @Test
    void aRerunOfARunThatWasContinuedIsOfItsFirstRequest() {
        String id = failed();
        String first = input(id);
        goOn(id, "");

        HttpResponse<String> answer = http.post("/runs/" + id + "/rerun", "{}", "application/json");

        String rerun = answer.headers().firstValue("Location").orElseThrow().substring("/runs/".length());
        assertThat(input(rerun)).isEqualTo(first);
    }

    private static String failed() {
        String id = forge.submit("weather", "{team: climate}");
        forge.report(Reports.running(
                id,
                Reports.step("source", StepState.SUCCEEDED),
                Reports.step("monthly", StepState.FAILED),
                Reports.step("chart", StepState.WAITING)));
        forge.end(id, Ending.FAIL);
        return id;
    }

    private static HttpResponse<String> goOn(String id, String body) {
        return http.post("/runs/" + id + "/continue", body, "application/json");
    }

    private static String execution(String id) {
        return forge.workflow(id).describe().getExecution().getRunId();
    }

    private static String input(String id) {
        return forge.client()
                .fetchHistory(id)
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8();
    }
}
