package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.run.StepState;
import dev.forge.contract.step.AttemptId;
import dev.forge.starter.harness.EventReader;
import dev.forge.starter.harness.EventReader.Sent;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.SteeredPipeline;
import dev.forge.starter.harness.Steering.Ending;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventsIT {
    private static Archive archive;
    private static Installation forge;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        forge = Installation.attended("events", archive).warm();
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @Test
    void aReaderThatIsCutOffGoesOnWithoutGapOrDoubleUpToTheEnd() {
        String id = forge.submit("weather");
        AttemptId first = forge.attempt(id, "monthly", 1);
        AttemptId second = forge.attempt(id, "monthly", 2);
        forge.report(Reports.running(id, Reports.step("monthly", StepState.RUNNING, Reports.open(first))));
        List<Sent> told = new ArrayList<>();
        try (EventReader reader = events(id, Optional.empty())) {
            told.addAll(reader.until("attempt-launched"));
            told.addAll(reader.until("now"));
        }
        forge.report(Reports.running(
                id, Reports.step("monthly", StepState.RUNNING, Reports.ended(first), Reports.open(second))));
        try (EventReader reader = events(id, last(told))) {
            told.addAll(reader.until("attempt-launched"));
            told.addAll(reader.until("now"));
            forge.report(Reports.running(
                    id, Reports.step("monthly", StepState.SUCCEEDED, Reports.ended(first), Reports.ended(second))));
            told.addAll(reader.until("attempt-ended"));
        }
        forge.end(id, Ending.SUCCEED);
        try (EventReader reader = events(id, last(told))) {
            told.addAll(reader.rest());
        }

        String execution = first.execution();
        assertThat(told.stream().filter(sent -> sent.id().isPresent()).map(Sent::toString))
                .containsExactly(
                        "run-started " + execution + ".1",
                        "attempt-launched " + execution + ".2",
                        "attempt-ended " + execution + ".4",
                        "attempt-launched " + execution + ".5",
                        "attempt-ended " + execution + ".7",
                        "run-ended " + execution + ".end");
        assertThatJson(told.getLast().data()).node("state").isEqualTo("SUCCEEDED");
        assertThat(answer(id, last(told)).statusCode()).isEqualTo(204);
    }

    @Test
    void whyItWaitsIsToldWhenItChanges() {
        String id = forge.submit("weather");
        AttemptId attempt = forge.attempt(id, "monthly", 1);
        forge.report(Reports.running(id, Reports.step("monthly", StepState.RUNNING, Reports.open(attempt))));
        try (EventReader reader = events(id, Optional.empty())) {
            assertThatJson(reader.until("now").getLast().data()).isEqualTo("{state: 'RUNNING', waiting: []}");
            forge.workflow(id).signal("execute", """
                            {"launched": {"name": "%s", "uid": "1"},
                             "waiting": {"why": "no node has room", "since": "2026-11-21T12:00:01Z"}}""".formatted(attempt.name()));

            assertThatJson(reader.until("now").getLast().data())
                    .node("waiting")
                    .isEqualTo("[{step: 'monthly', why: 'no node has room', since: '2026-11-21T12:00:01Z'}]");
        }
    }

    @Test
    void whatTheRunWritesIsToldOnWishWhileItIsWritten() {
        String id = forge.submit("weather");
        AttemptId attempt = forge.attempt(id, "monthly", 1);
        forge.report(Reports.running(id, Reports.step("monthly", StepState.RUNNING, Reports.open(attempt))));
        forge.logs().write(attempt, "reading 2017.csv\nreading 2018.csv\n");
        try (EventReader reader = EventReader.of(forge.http().open("/runs/" + id + "/events?tail=1"))) {
            assertThatJson(reader.until("log").getLast().data())
                    .isEqualTo("{step: 'monthly', attempt: 1, offset: 17, lines: ['reading 2018.csv'], leftOut: true}");
            forge.logs().write(attempt, "reading 2019.csv\nreading");
            assertThatJson(reader.until("log").getLast().data())
                    .isEqualTo(
                            "{step: 'monthly', attempt: 1, offset: 34, lines: ['reading 2019.csv'], leftOut: false}");
            forge.report(Reports.running(id, Reports.step("monthly", StepState.SUCCEEDED, Reports.ended(attempt))));
            forge.end(id, Ending.SUCCEED);

            List<Sent> rest = reader.rest();
            assertThat(rest).extracting(Sent::name).endsWith("log", "run-ended");
            assertThatJson(rest.get(rest.size() - 2).data()).node("lines").isEqualTo("['reading']");
        }
    }

    @Test
    void aTailThatIsNoNumberOfLinesIsRefused() {
        String id = forge.submit("weather");

        assertRefused(forge.http().get("/runs/" + id + "/events?tail=0"), "query parameter tail");
        assertRefused(forge.http().get("/runs/" + id + "/events?tail=all"), "from 1 to 1000");
    }

    @Test
    void aRunIsNotLookedAtAnyMoreOnceItsReadersAreGone() {
        String id = forge.submit("weather");
        try (EventReader one = events(id, Optional.empty());
                EventReader other = events(id, Optional.empty())) {
            one.until("now");
            other.until("now");
            await().atMost(Duration.ofSeconds(30)).until(() -> SteeredPipeline.looks(id) > 6);
        }

        AtomicInteger before = new AtomicInteger();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    int looks = SteeredPipeline.looks(id);
                    return before.getAndSet(looks) == looks;
                });
    }

    @Test
    void aForgottenRunIsToldByTheArchive() {
        String id = "weather-of-last-year";
        AttemptId attempt = new AttemptId(id, "execution-1", "monthly", 1);
        RunReport report = Reports.running(id, Reports.step("monthly", StepState.SUCCEEDED, Reports.ended(attempt)))
                .withEnd(RunState.SUCCEEDED, Optional.of(Reports.NOON.plusSeconds(60)), Optional.empty());
        archive.runs()
                .record(new RunRecord(report, new Execution("execution-1", Reports.NOON), 1, RunOrigin.unknown()));

        try (EventReader reader = events(id, Optional.empty())) {
            assertThat(reader.rest())
                    .extracting(Sent::toString)
                    .containsExactly(
                            "run-started execution-1.1",
                            "attempt-launched execution-1.2",
                            "attempt-ended execution-1.4",
                            "run-ended execution-1.end");
        }
        try (EventReader reader = EventReader.of(forge.http().open("/runs/" + id + "/events?after=execution-1.4"))) {
            assertThat(reader.rest()).extracting(Sent::toString).containsExactly("run-ended execution-1.end");
        }
        assertThat(answer(id, Optional.of("execution-1.end")).statusCode()).isEqualTo(204);
    }

    @Test
    void whatIsNoIdOfAnEventIsRefusedByName() {
        String id = forge.submit("weather");

        assertRefused(forge.http().get("/runs/" + id + "/events?after=7"), "query parameter after");
        assertRefused(forge.http().get("/runs/" + id + "/events?from=7"), "use after");
        assertRefused(answer(id, Optional.of("seven")), "header Last-Event-ID");
    }

    @Test
    void anUnknownRunHasNone() {
        HttpResponse<String> answer = answer("never", Optional.empty());

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThatJson(answer.body()).node("code").isEqualTo("run_not_found");
    }

    private static void assertRefused(HttpResponse<String> answer, String advice) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThatJson(answer.body()).node("code").isEqualTo("query_parameter_invalid");
        assertThatJson(answer.body()).node("detail").asString().contains(advice);
    }

    private static Optional<String> last(List<Sent> told) {
        return told.stream().flatMap(sent -> sent.id().stream()).reduce((before, after) -> after);
    }

    private static EventReader events(String id, Optional<String> after) {
        return EventReader.of(forge.http().open("/runs/" + id + "/events", EventReader.headers(after)));
    }

    private static HttpResponse<String> answer(String id, Optional<String> after) {
        var request = forge.http().request("/runs/" + id + "/events").header("Accept", "text/event-stream");
        after.ifPresent(seen -> request.header("Last-Event-ID", seen));
        return forge.http().send(request);
    }
}
