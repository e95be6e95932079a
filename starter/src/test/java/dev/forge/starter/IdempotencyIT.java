package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.forge.archive.records.Archive;
import dev.forge.archive.records.ArchiveSettings;
import dev.forge.archive.records.Claim.AlreadyThere;
import dev.forge.archive.records.RunOrigin;
import dev.forge.archive.records.RunRecord;
import dev.forge.archive.records.RunRecord.Execution;
import dev.forge.contract.run.RunReport;
import dev.forge.contract.run.RunState;
import dev.forge.contract.workflow.RunAttributes;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Reports;
import dev.forge.starter.harness.TemporalServer;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Idempotency keys that an archive keeps; how it is without one, {@link SubmitIT} has. */
class IdempotencyIT {
    private static Archive archive;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        archive = FreshArchive.open();
        forge = Installation.attended("idempotency", archive).warm();
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        archive.close();
    }

    @Test
    void theSameRequestGetsTheRunOfTheFirstAndAnotherOneIsToldSo() {
        HttpResponse<String> first = http.postWithKey("same", yaml("same", "a:1"));
        HttpResponse<String> second = http.postWithKey("same", yaml("same", "a:1"));
        HttpResponse<String> other = http.postWithKey("same", yaml("same", "a:2"));

        assertThat(id(first)).matches("same-[a-z2-7]{26}");
        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(id(second)).isEqualTo(id(first));
        assertThat(other.statusCode()).isEqualTo(422);
        assertThatJson(other.body()).node("code").isEqualTo("idempotency_key_reused");
        assertThat(runsOf("same", 1)).containsExactly(id(first));
    }

    @Test
    void aRunThatTemporalHasForgottenIsStillTheKeys() {
        String body = yaml("forgotten", "a:1");
        String digest = digest(id(http.postWithKey("remembered", body)));
        String id = "forgotten-last-month";
        archive.idempotencyKeys().claim("RUN\nforgotten", digest, id, later());
        RunReport report = Reports.running(id).withEnd(RunState.SUCCEEDED, Optional.of(Reports.NOON), Optional.empty());
        archive.runs().record(new RunRecord(report, new Execution("first", Reports.NOON), 1, RunOrigin.unknown()));

        HttpResponse<String> again = http.postWithKey("forgotten", body);

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(id(again)).isEqualTo(id);
        assertThatJson(again.body()).node("state").isEqualTo("SUCCEEDED");
        assertThatJson(http.get("/runs/" + id).body()).node("temporal.runId").isEqualTo("first");
        assertThat(http.postWithKey("forgotten", yaml("forgotten", "a:2")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aRunThatWasStartedAndThatNobodyKnowsAnyMoreIsNotStartedAgain() {
        String body = yaml("gone", "a:1");
        String digest = digest(id(http.postWithKey("once", body)));
        archive.idempotencyKeys().claim("RUN\ngone", digest, "gone-last-month", later());
        archive.idempotencyKeys().started("RUN\ngone");

        HttpResponse<String> again = http.postWithKey("gone", body);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThatJson(again.body()).node("code").isEqualTo("run_forgotten");
        assertThat(http.get("/runs/gone-last-month").statusCode()).isEqualTo(404);
        assertThat(archive.idempotencyKeys().isStarted("RUN\nonce")).isTrue();
    }

    @Test
    void whoeverComesAfterACrashBetweenClaimAndStartStartsTheRunUnderTheClaimedId() throws Exception {
        String body = yaml("crashed", "a:1");
        try (Installation withoutTemporal = Installation.keeping(archive)) {
            assertThatJson(withoutTemporal.http().postWithKey("crashed", body).body())
                    .node("code")
                    .isEqualTo("temporal_unavailable");
        }

        List<HttpResponse<String>> answers = all(20, () -> http.postWithKey("crashed", body));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
        String id = id(answers.getFirst());
        assertThat(answers).extracting(IdempotencyIT::id).containsOnly(id);
        assertThat(runsOf("crashed", 1)).containsExactly(id);
        assertThat(archive.idempotencyKeys().claim("RUN\ncrashed", digest(id), "another", later()))
                .isEqualTo(new AlreadyThere(id));
    }

    @Test
    void twoHundredClientsAtOnceMakeOneRun() throws Exception {
        List<HttpResponse<String>> answers = all(200, () -> http.postWithKey("busy", yaml("busy", "a:1")));

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(202);
        String id = id(answers.getFirst());
        assertThat(answers).extracting(IdempotencyIT::id).containsOnly(id);
        assertThat(runsOf("busy", 1)).containsExactly(id);
    }

    @Test
    void aKeyThatHasExpiredMakesAnotherRun() {
        Instant earlier = Instant.now().minus(Duration.ofHours(1));
        archive.idempotencyKeys().claim("RUN\nexpired", "digest", "expired-long-ago", earlier);

        HttpResponse<String> answer = http.postWithKey("expired", yaml("expired", "a:1"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(runsOf("expired", 1)).containsExactly(id(answer));
    }

    @Test
    void withoutItsPostgresOnlyWhatHasAKeyIsRefusedAndNothingOfItIsStarted() {
        ArchiveSettings nobody = new ArchiveSettings(
                "jdbc:postgresql://127.0.0.1:" + TemporalServer.freePort() + "/forge", "forge", "secret", 1);
        try (Archive away = Archive.open(nobody);
                Installation other = Installation.attended("idempotency-away", away)) {
            HttpResponse<String> refused = other.http().postWithKey("away", yaml("keyed", "a:1"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThatJson(refused.body()).node("code").isEqualTo("archive_unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();

            String id = other.submit("keyless");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(runs(other.client(), "ForgePipeline IS NOT NULL"))
                            .containsExactly(id));
        }
    }

    private static List<String> runsOf(String pipeline, int atLeast) {
        String query = "ForgePipeline = '" + pipeline + "'";
        Awaitility.await().until(() -> runs(forge.client(), query).size() >= atLeast);
        return runs(forge.client(), query);
    }

    private static List<String> runs(WorkflowClient client, String query) {
        return client.listExecutions(query)
                .map(WorkflowExecutionMetadata::getExecution)
                .map(WorkflowExecution::getWorkflowId)
                .toList();
    }

    private static String digest(String id) {
        return (String) forge.workflow(id).describe().getMemo(RunAttributes.MEMO_REQUEST_HASH, String.class);
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    private static List<HttpResponse<String>> all(int clients, Callable<HttpResponse<String>> call) throws Exception {
        List<Callable<HttpResponse<String>>> calls =
                IntStream.range(0, clients).mapToObj(client -> call).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private static String yaml(String name, String image) {
        return "name: " + name + "\nmodules:\n  - {name: m, image: '" + image + "'}\n";
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow().substring("/runs/".length());
    }
}
