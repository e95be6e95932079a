package dev.forge.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.archive.records.Archive;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.starter.harness.ElasticMq;
import dev.forge.starter.harness.ElasticMq.Held;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.Lists;
import dev.forge.starter.harness.Steering.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.model.Message;

class SqsIT {
    private static final int RECEIVES = 3;

    private static ElasticMq elastic;
    private static SqsQueue dead;
    private static SqsQueue requests;
    private static Installation forge;
    private static Http http;

    @BeforeAll
    static void start() {
        elastic = ElasticMq.start();
        dead = elastic.queue("dead");
        requests = elastic.queue("requests", dead, RECEIVES);
        forge = taking(requests);
        http = forge.http();
    }

    @AfterAll
    static void stop() {
        forge.close();
        elastic.close();
    }

    @Test
    void aMessageStartsItsRunAndIsGone() {
        elastic.send(requests, job("arrives"));

        await().atMost(Duration.ofSeconds(30)).until(() -> runsOf("arrives").size() == 1);
        awaitEmpty(requests);
        assertThat(runsOf("arrives").getFirst()).startsWith("job.");
    }

    @Test
    void aWholeRunRequestIsTakenToo() {
        elastic.send(requests, pipeline("whole"));

        await().atMost(Duration.ofSeconds(30)).until(() -> runsOf("whole").size() == 1);
    }

    @Test
    void whatASenderSendsTwiceUnderOneIdIsOneRun() {
        for (int time = 0; time < 5; time++) {
            elastic.send(requests, job("once"), Map.of("forge-id", "order-7"));
        }
        elastic.send(requests, job("once"), Map.of("forge-id", "order-8"));

        awaitEmpty(requests);
        assertThat(runsOf("once")).hasSize(2);
    }

    @Test
    void messagesOfOneBodyAreRunsOfTheirOwn() {
        elastic.send(requests, job("same"));
        elastic.send(requests, job("same"));

        await().atMost(Duration.ofSeconds(30)).until(() -> runsOf("same").size() == 2);
    }

    @Test
    void anIdThatComesWithAnotherBodyIsRefused() {
        elastic.send(requests, job("first"), Map.of("forge-id", "order-9"));
        awaitEmpty(requests);
        elastic.send(requests, job("second"), Map.of("forge-id", "order-9"));

        Message refused = awaitDead("second");
        assertThat(attribute(refused, "forge-code")).isEqualTo("idempotency_key_reused");
        assertThat(attribute(refused, "forge-id")).isEqualTo("order-9");
        assertThat(runsOf("second")).isEmpty();
    }

    @Test
    void anIdThatStartedAJobIsRefusedWithAPipelineAndOneThatStartedAPipelineWithAJob() {
        elastic.send(requests, job("kind-1"), Map.of("forge-id", "order-13"));
        elastic.send(requests, pipeline("kind-2"), Map.of("forge-id", "order-14"));
        awaitEmpty(requests);
        elastic.send(requests, pipeline("kind-3"), Map.of("forge-id", "order-13"));
        elastic.send(requests, job("kind-4"), Map.of("forge-id", "order-14"));

        List<Message> refused = awaitDead("kind-", 2);
        assertThat(refused)
                .extracting(message -> attribute(message, "forge-code"))
                .containsOnly("idempotency_key_reused");
        assertThat(runsOf("kind-3")).isEmpty();
        assertThat(runsOf("kind-4")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad-1 no JSON | syntax_error | JSON",
                "{\"jobName\": \"bad-2\", \"image\": 7} | job_invalid | image",
                "{\"jobName\": \"bad-3\"} | job_invalid | image",
                "{\"jobName\": \"bad-4\", \"image\": \"Not An Image\"} | job_invalid | image",
                "{\"jobName\": \"bad-5\", \"image\": \"a:1\", \"timeout\": \"-5m\"} | job_invalid | timeout",
                "{\"pipeline\": \"bad-6\", \"parameters\": 7} | run_request_invalid | parameters",
                "[\"bad-7\"] | syntax_error | object"
            })
    void whatCannotBeTakenIsADeadLetterAtOnceWithTheReason(String body, String code, String reason) {
        elastic.send(requests, body, Map.of("sender", "billing"));

        Message refused = awaitDead(body);
        assertThat(attribute(refused, "forge-code")).isEqualTo(code);
        assertThat(attribute(refused, "forge-reason")).contains(reason);
        assertThat(attribute(refused, "sender")).isEqualTo("billing");
        awaitEmpty(requests);
    }

    @Test
    void aSenderThatNamesAQueueHearsOfTheRefusal() {
        SqsQueue replies = elastic.queue("hears-of-it");
        elastic.send(
                requests, "bad, and somebody waits", Map.of("reply-to", replies.url(), "correlation-id", "order-11"));

        List<Message> told = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> told.addAll(elastic.drain(replies)));
        assertThat(told.getFirst().body())
                .contains("\"state\":\"REFUSED\"", "\"code\":\"syntax_error\"", "\"correlationId\":\"order-11\"");
        assertThat(attribute(told.getFirst(), "correlationId")).isEqualTo("order-11");
        assertThat(attribute(told.getFirst(), "forge-id")).startsWith("refused-");
        awaitDead("somebody waits");
    }

    @Test
    void whatWasRefusedIsShownAndThatItsSenderCouldNotBeTold() throws Exception {
        elastic.send(requests, "{\"jobName\": \"unheard\"}", Map.of("reply-to", requests.home() + "not-there"));

        assertThat(attribute(awaitDead("unheard"), "reply-to")).endsWith("not-there");
        awaitEmpty(requests);
        JsonNode intake =
                HistoryFormat.mapper().readTree(http.get("/intake").body()).at("/intakes/0");
        assertThat(intake.at("/refused/job_invalid").asInt()).isPositive();
        assertThat(intake.path("last").findValuesAsText("code")).contains("job_invalid");
        assertThat(intake.at("/trouble/why").asText()).contains("its sender is not told", "not-there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replies", "http://169.254.169.254/latest/meta-data", "ftp://127.0.0.1/0/replies"})
    void aMessageThatWantsItsAnswerElsewhereIsRefused(String url) {
        elastic.send(requests, job("answers-elsewhere"), Map.of("reply-to", url));

        assertThat(attribute(awaitDead("answers-elsewhere"), "forge-reason")).contains("reply-to");
        assertThat(runsOf("answers-elsewhere")).isEmpty();
    }

    @Test
    void theRunKnowsWhoWaitsForItsEnd() {
        SqsQueue replies = elastic.queue("waits");
        elastic.send(requests, job("waited-for"), Map.of("reply-to", replies.url(), "correlation-id", "order-12"));

        await().atMost(Duration.ofSeconds(30)).until(() -> runsOf("waited-for").size() == 1);
        assertThat(input(runsOf("waited-for").getFirst()))
                .contains("\"replyTo\":{\"sqs\":\"" + replies.url() + "\",\"correlationId\":\"order-12\"}");
    }

    @Test
    void theMessagesCorrelationIdComesBackToTheQueueThatItsBodyNames() {
        SqsQueue replies = elastic.queue("waits-by-body");
        String body =
                "{\"jobName\": \"by-body\", \"image\": \"a:1\", \"replyTo\": {\"sqs\": \"" + replies.url() + "\"}}";
        elastic.send(requests, body, Map.of("correlation-id", "order-15"));

        await().atMost(Duration.ofSeconds(30)).until(() -> runsOf("by-body").size() == 1);
        assertThat(input(runsOf("by-body").getFirst()))
                .contains("\"replyTo\":{\"sqs\":\"" + replies.url() + "\",\"correlationId\":\"order-15\"}");
    }

    @Test
    void aBodyOfTenMebibytesIsRefusedBySqsItself() {
        assertThatThrownBy(() -> elastic.send(requests, "x".repeat(10 * 1024 * 1024)))
                .isInstanceOf(SdkException.class);
    }

    @Test
    void anOrderedQueueStartsTheRunsOfAGroupInTheirOrder() {
        SqsQueue ordered = elastic.queue("ordered.fifo");
        IntStream.range(0, 12)
                .forEach(number -> elastic.send(
                        ordered,
                        job("in-line-" + number),
                        request -> request.messageGroupId("line").messageDeduplicationId("d-" + number)));

        try (Installation other = taking(ordered)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> started(other).size() == 12);
            assertThat(started(other))
                    .isEqualTo(IntStream.range(0, 12)
                            .mapToObj(number -> "in-line-" + number)
                            .toList());
            awaitEmpty(ordered);
        }
    }

    @Test
    void whileAsManyRunsAreOpenAsMayBeMessagesStayInTheirQueue() {
        SqsQueue queue = elastic.queue("crowded");
        StarterSettings settings = settings(elastic, queue).withIntake(IntakeSettings.upTo(2));
        try (Installation other = Installation.attended("sqs-room", Archive.absent(), settings)) {
            IntStream.range(0, 5).forEach(_ -> elastic.send(queue, job("crowd")));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> other.http().get("/intake").body().contains("forge.intake.open-runs"));
            elastic.send(queue, job("crowd"));

            await().during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> runs(other.http(), "limit=100").size() == 2
                            && elastic.held(queue).waiting() >= 1);
            other.end(runs(other.http(), "limit=100").getFirst().path("id").asText(), Ending.SUCCEED);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> runs(other.http(), "limit=100").size() == 3);
        }
    }

    @Test
    void withoutARedrivePolicyTheConfiguredQueueTakesDeadLetters() {
        SqsQueue others = elastic.queue("others-dead");
        SqsQueue plain = elastic.queue("plain");
        SqsSettings sqs = elastic.settings();
        elastic.send(plain, "plainly bad");

        try (Installation _ = installation(new SqsSettings(
                Optional.of(plain),
                Optional.empty(),
                Optional.empty(),
                Optional.of(others),
                List.of(),
                sqs.endpoint(),
                sqs.region(),
                1))) {
            List<Message> dead = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> dead.addAll(elastic.drain(others)));
            assertThat(attribute(dead.getFirst(), "forge-code")).isEqualTo("syntax_error");
            awaitEmpty(plain);
        }
    }

    @Test
    void withoutAnyPlaceForItABadMessageStaysAndHoldsUpNothing() {
        SqsQueue alone = elastic.queue("alone");
        elastic.send(alone, "bad alone");
        elastic.send(alone, job("beside-a-bad-one"));

        try (Installation other = taking(alone)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> runsOf("beside-a-bad-one").size() == 1);
            await().until(() -> elastic.held(alone).equals(new Held(0, 1)));
            assertThat(other.http().get("/intake").body()).contains("there is no dead-letter queue");
        }
    }

    @Test
    void theStarterGoesOnWithoutItsServerAndTakesMessagesOnceItIsThereAgain() {
        ElasticMq own = ElasticMq.start();
        SqsQueue queue = own.queue("comes-and-goes");
        try (Installation other = taking(own, queue)) {
            own.send(queue, job("before"));
            await().atMost(Duration.ofSeconds(30)).until(() -> runsOf("before").size() == 1);

            own.stop();
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            other.http().get("/health/readiness").body().contains("not connected: SQS does not give"));
            assertThat(other.http().get("/health/readiness").statusCode()).isEqualTo(200);
            assertThat(other.http().get("/prometheus").body())
                    .contains("forge_intake_connected{broker=\"sqs\",queue=\"" + queue + "\"} 0.0");
            String id = other.submit("meanwhile");
            assertThat(other.http().get("/runs/" + id).statusCode()).isEqualTo(200);

            own.startAgain();
            own.queue("comes-and-goes");
            own.send(queue, job("after"));
            await().atMost(Duration.ofSeconds(60)).until(() -> runsOf("after").size() == 1);
        } finally {
            own.close();
        }
    }

    private static String job(String name) {
        return "{\"jobName\": \"" + name + "\", \"image\": \"thumbs:1\"}";
    }

    private static String pipeline(String name) {
        return "{\"name\": \"" + name + "\", \"modules\": [{\"name\": \"m\", \"image\": \"m:1\"}]}";
    }

    private static Installation taking(SqsQueue queue) {
        return taking(elastic, queue);
    }

    private static Installation taking(ElasticMq server, SqsQueue queue) {
        return Installation.attended("sqs", Archive.absent(), settings(server, queue));
    }

    private static StarterSettings settings(ElasticMq server, SqsQueue queue) {
        return StarterSettings.anyPort().withSqs(ElasticMq.taking(server.settings(), queue));
    }

    private static Installation installation(SqsSettings sqs) {
        return Installation.attended(
                "sqs", Archive.absent(), StarterSettings.anyPort().withSqs(sqs));
    }

    private static void awaitEmpty(SqsQueue queue) {
        await().atMost(Duration.ofSeconds(30)).until(() -> elastic.held(queue).equals(Held.NOTHING));
    }

    private static Message awaitDead(String part) {
        return awaitDead(part, 1).getFirst();
    }

    private static List<Message> awaitDead(String part, int many) {
        List<Message> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            elastic.drain(dead).stream()
                    .filter(message -> message.body().contains(part))
                    .forEach(found::add);
            return found.size() >= many;
        });
        return found;
    }

    private static String attribute(Message message, String name) {
        return message.messageAttributes().get(name).stringValue();
    }

    /** What the workflow of a run was started with. */
    private static String input(String run) {
        return forge.client()
                .fetchHistory(run)
                .getHistory()
                .getEvents(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getInput()
                .getPayloads(0)
                .getData()
                .toStringUtf8();
    }

    /** Ids of the runs of a pipeline or job. */
    private static List<String> runsOf(String name) {
        return runs(http, "pipeline=" + name).stream()
                .map(run -> run.path("id").asText())
                .toList();
    }

    /** Names of what stands in line, in the order of their starts. */
    private static List<String> started(Installation installation) {
        return runs(installation.http(), "limit=100").stream()
                .map(run -> run.path("pipeline").asText())
                .filter(name -> name.startsWith("in-line-"))
                .toList()
                .reversed();
    }

    private static List<JsonNode> runs(Http http, String query) {
        List<JsonNode> runs = new ArrayList<>();
        new Lists(http).page(query).path("runs").forEach(runs::add);
        return runs;
    }
}
