package dev.forge.e2e;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.forge.activities.ArchiveRetention;
import dev.forge.activities.ForgeActivities;
import dev.forge.activities.RunPolicy;
import dev.forge.archive.records.Archive;
import dev.forge.archive.records.RetentionRules;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.SearchAttributes;
import dev.forge.runtime.local.LocalAttemptLogs;
import dev.forge.runtime.local.LocalOutcomes;
import dev.forge.runtime.local.LocalRuntime;
import dev.forge.runtime.local.LocalSettings;
import dev.forge.starter.ForgeStarter;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.SqsSettings;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.harness.ElasticMq;
import dev.forge.starter.harness.ElasticMq.Held;
import dev.forge.starter.harness.Http;
import dev.forge.starter.harness.SqsDoor;
import dev.forge.starter.harness.SqsDoor.Reply;
import dev.forge.starter.harness.TemporalServer;
import dev.forge.worker.ForgeWorker;
import dev.forge.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The whole way of a message of SQS: a run of it, on a worker whose steps are processes, its end, and the reply. */
@Timeout(600)
class SqsChainIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NAMESPACE = "sqs-chain";

    @TempDir
    private static Path home;

    private static ElasticMq elastic;
    private static TemporalServer temporal;
    private static WorkflowServiceStubs stubs;
    private static ForgeWorker worker;

    @BeforeAll
    static void start() {
        elastic = ElasticMq.start();
        temporal = TemporalServer.start(TemporalServer.freePort(), NAMESPACE);
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.address())
                .build());
        SearchAttributes.ensure(stubs, NAMESPACE);
        worker = worker();
    }

    @AfterAll
    static void stop() {
        worker.close();
        stubs.shutdownNow();
        temporal.stop();
        elastic.close();
    }

    @Test
    void aMessageIsARunAndItsEndIsAReply() throws Exception {
        SqsQueue requests = elastic.queue("requests");
        SqsQueue replies = elastic.queue("replies");
        try (ForgeStarter starter = starter(elastic.settings(), requests)) {
            elastic.send(
                    requests, job("greet", "exit 3"), Map.of("reply-to", replies.url(), "correlation-id", "order-17"));

            Message reply = awaitReply(replies);

            assertThatJson(reply.body()).node("state").isEqualTo("FAILED");
            assertThatJson(reply.body()).node("exitCode").isEqualTo(3);
            assertThatJson(reply.body()).node("correlationId").isEqualTo("order-17");
            assertThatJson(reply.body())
                    .node("id")
                    .isEqualTo(reply.messageAttributes().get("forge-id").stringValue());
            assertThat(reply.messageAttributes().get("correlationId").stringValue())
                    .isEqualTo("order-17");
            assertThat(elastic.held(requests)).isEqualTo(Held.NOTHING);
            awaitNotified(starter, reply, "DELIVERED");
        }
    }

    @Test
    void inOrderedQueuesAMessageIsOneRunAndItsEndIsInTheRunsGroup() throws Exception {
        SqsQueue requests = elastic.queue("requests.fifo");
        SqsQueue replies = elastic.queue("replies.fifo");
        try (ForgeStarter starter = starter(elastic.settings(), requests)) {
            for (String group : List.of("a", "b")) {
                elastic.send(
                        requests,
                        "{\"jobName\": \"" + group
                                + "\", \"image\": \"a:1\", \"command\": [\"true\"], \"replyTo\": {\"sqs\": \""
                                + replies.url() + "\", \"correlationId\": \"" + group + "\"}}",
                        request -> request.messageGroupId(group).messageDeduplicationId("order-" + group));
            }

            List<Message> told = awaitReplies(replies, 2);

            assertThat(told).allSatisfy(reply -> {
                assertThatJson(reply.body()).node("state").isEqualTo("SUCCEEDED");
                assertThat(reply.attributes().get(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID))
                        .isEqualTo(reply.messageAttributes().get("forge-id").stringValue());
            });
            assertThat(told)
                    .extracting(reply ->
                            reply.messageAttributes().get("correlationId").stringValue())
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(told.stream()
                            .map(reply -> reply.attributes().get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                            .distinct())
                    .hasSize(2);
            assertThat(runs(starter, "a")).hasSize(1);
        }
    }

    @Test
    void aStarterThatIsGoneBetweenTheStartAndTheDeletionMakesNoSecondRunAndNoSecondReply() throws Exception {
        SqsQueue requests = elastic.queue("half-taken");
        SqsQueue replies = elastic.queue("half-taken-replies");
        try (SqsDoor door = SqsDoor.before(elastic)) {
            door.answer(call -> call.is("DeleteMessage", requests), Reply.error(500, "InternalError", "it dies"));
            try (ForgeStarter starter = starter(door.settings(), requests)) {
                elastic.send(
                        requests, job("once", "exit 0"), Map.of("reply-to", replies.url(), "correlation-id", "17"));
                await().atMost(PATIENCE)
                        .until(() -> door.calls().stream().anyMatch(call -> call.is("DeleteMessage", requests)));
                assertThat(runs(starter, "once")).hasSize(1);
            }
        }
        try (ForgeStarter other = starter(elastic.settings(), requests)) {
            await().atMost(PATIENCE).until(() -> elastic.held(requests).equals(Held.NOTHING));

            List<Message> told = awaitReplies(replies, 1);
            awaitNotified(other, told.getFirst(), "DELIVERED");
            told.addAll(elastic.drain(replies));
            assertThat(told.stream()
                            .map(reply ->
                                    reply.messageAttributes().get("forge-id").stringValue())
                            .distinct())
                    .hasSize(1);
            assertThat(runs(other, "once")).hasSize(1);
        }
    }

    @Test
    void aReplyQueueThatIsNotThereIsSaidOfTheRunAndHoldsUpNothing() throws Exception {
        SqsQueue requests = elastic.queue("nobody-listens");
        SqsQueue replies = elastic.queue("somebody-listens");
        try (ForgeStarter starter = starter(elastic.settings(), requests)) {
            elastic.send(requests, job("unheard", "exit 0"), Map.of("reply-to", requests.home() + "absent"));
            elastic.send(requests, job("heard", "exit 0"), Map.of("reply-to", replies.url()));

            awaitReply(replies);
            await().atMost(PATIENCE).until(() -> runs(starter, "unheard").size() == 1);
            JsonNode notification = await().atMost(PATIENCE)
                    .until(
                            () -> notification(starter, runs(starter, "unheard").getFirst()),
                            one -> one.path("state").asText().equals("UNDELIVERABLE"));
            assertThat(notification.path("failure").asText()).contains("absent", "QueueDoesNotExist");
        }
    }

    private static String job(String name, String script) {
        return "{\"jobName\": \"" + name + "\", \"image\": \"a:1\", \"maxRetries\": 0, \"command\": [\"sh\", \"-c\", \""
                + script + "\"]}";
    }

    private static Message awaitReply(SqsQueue replies) {
        return awaitReplies(replies, 1).getFirst();
    }

    private static List<Message> awaitReplies(SqsQueue replies, int count) {
        List<Message> found = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            found.addAll(elastic.drain(replies));
            return found.size() >= count;
        });
        return found;
    }

    private static void awaitNotified(ForgeStarter starter, Message reply, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode told = HistoryFormat.mapper().readTree(reply.body());
            JsonNode notification = notification(starter, told.path("run").asText());
            assertThat(notification.path("state").asText()).isEqualTo(state);
            assertThat(notification.path("id").asText())
                    .isEqualTo(told.path("id").asText());
        });
    }

    private static JsonNode notification(ForgeStarter starter, String run) throws Exception {
        return HistoryFormat.mapper()
                .readTree(new Http(starter.uri())
                        .get("/runs/" + run + "/notifications")
                        .body())
                .at("/notifications/0");
    }

    /** Ids of the runs of a job. */
    private static List<String> runs(ForgeStarter starter, String job) throws Exception {
        List<String> ids = new ArrayList<>();
        HistoryFormat.mapper()
                .readTree(new Http(starter.uri()).get("/runs?pipeline=" + job).body())
                .path("runs")
                .forEach(run -> ids.add(run.path("id").asText()));
        return ids;
    }

    private static ForgeStarter starter(SqsSettings at, SqsQueue requests) {
        SqsSettings sqs = ElasticMq.taking(at, requests);
        return ForgeStarter.start(
                StarterSettings.anyPort().withSqs(sqs), client(), new LocalAttemptLogs(home), Archive.absent());
    }

    private static WorkflowClient client() {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setDataConverter(HistoryFormat.dataConverter())
                        .build());
    }

    private static ForgeWorker worker() {
        Clock clock = Clock.systemUTC();
        ForgeActivities activities = new ForgeActivities(
                LocalRuntime.open(LocalSettings.under(home), System.getenv(), clock),
                new LocalAttemptLogs(home),
                new LocalOutcomes(home),
                Archive.absent(),
                RunPolicy.DEFAULT);
        return ForgeWorker.start(
                client(),
                activities,
                new ArchiveRetention(Archive.absent(), RetentionRules.KEEP_ALL, clock),
                WorkerSettings.DEFAULT);
    }
}
