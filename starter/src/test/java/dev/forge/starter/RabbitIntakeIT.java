package dev.forge.starter;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.forge.archive.records.Archive;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.NotificationWorkflow;
import dev.forge.contract.workflow.NotificationWorkflow.Addressee;
import dev.forge.contract.workflow.NotificationWorkflow.Announcement;
import dev.forge.contract.workflow.RunEnd;
import dev.forge.starter.harness.Announcing;
import dev.forge.starter.harness.FreshArchive;
import dev.forge.starter.harness.Installation;
import dev.forge.starter.harness.RabbitServer;
import dev.forge.starter.harness.RunEnds;
import dev.forge.starter.harness.Steering.Ending;
import dev.forge.starter.harness.Telling;
import dev.forge.starter.harness.TemporalServer;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
class RabbitIntakeIT {
    private static final String JOB = "{\"jobName\": \"%s\", \"image\": \"thumbs:1\", \"timeOut\": 0}";
    private static final String WHOLE = "{\"name\": \"whole\", \"modules\": [{\"name\": \"m\", \"image\": \"m:1\"}]}";

    private static RabbitServer broker;
    private static Archive archive;

    @BeforeAll
    static void start() {
        broker = RabbitServer.start();
        archive = FreshArchive.open();
    }

    @AfterAll
    static void stop() {
        archive.close();
        broker.close();
    }

    @Test
    void aRequestIsARunAndIsAcknowledgedOnceItIsInTemporal() throws Exception {
        try (Queues queues = new Queues()) {
            try (Installation forge = forge("rabbit-one", "one")) {
                queues.await("one");
                queues.send("one", JOB.formatted("one"), "a");
                queues.send("one", WHOLE, "b");

                await().untilAsserted(() -> assertThat(runs(forge)).hasSize(2));
                assertThat(runs(forge))
                        .anySatisfy(id -> assertThat(id).startsWith("job.one-"))
                        .anySatisfy(id -> assertThat(id).startsWith("whole-"));
            }
            assertThat(queues.waiting("one")).isZero();
        }
    }

    @Test
    void aMessageThatIsDeliveredTwiceIsOneRunAndOneWithoutAnIdIsTwo() throws Exception {
        try (Installation forge = forge("rabbit-twice", "twice");
                Queues queues = Queues.of("twice")) {
            queues.send("twice", JOB.formatted("with"), "same");
            queues.send("twice", JOB.formatted("with"), "same");
            queues.send("twice", JOB.formatted("without"), null);
            queues.send("twice", JOB.formatted("without"), null);

            await().untilAsserted(
                            () -> assertThatJson(intake(forge)).node("started").isEqualTo(4));
            assertThatJson(intake(forge)).node("withoutId").isEqualTo(2);
            assertThat(forge.http().get("/prometheus").body())
                    .contains("forge_intake_unidentified_total{broker=\"rabbitmq\",queue=\"twice\"} 2.0");
            await().untilAsserted(() -> assertThat(runs(forge)).hasSize(3));
        }
    }

    @Test
    void anIdThatStartedAJobIsRefusedWithAPipelineAndOneThatStartedAPipelineWithAJob() throws Exception {
        try (Installation forge = forge("rabbit-kinds", "kinds");
                Queues queues = Queues.of("kinds")) {
            queues.send("kinds", JOB.formatted("first"), "a");
            queues.send("kinds", WHOLE, "b");
            await().untilAsserted(
                            () -> assertThatJson(intake(forge)).node("started").isEqualTo(2));
            queues.send("kinds", WHOLE, "a");
            queues.send("kinds", JOB.formatted("first"), "b");

            await().until(() -> queues.waiting("kinds.dead") == 2);
            assertThat(List.of(queues.get("kinds.dead"), queues.get("kinds.dead")))
                    .extracting(letter -> header(letter, "forge-code"))
                    .containsOnly("idempotency_key_reused");
            assertThat(runs(forge)).hasSize(2);
        }
    }

    @Test
    void whatCannotBeTakenIsADeadLetterWithItsReasonAndBlocksNothing() throws Exception {
        try (Installation forge = forge("rabbit-poison", "poison");
                Queues queues = Queues.of("poison")) {
            queues.send("poison", "x".repeat(10 * 1024 * 1024), "b");
            // It has the connection opened anew: what was on its way then could be refused twice.
            await().until(() -> queues.waiting("poison.dead") == 1);
            queues.send("poison", "not json", "a");
            queues.send("poison", "{\"jobName\": \"a\", \"image\": \"a:1\", \"timeOut\": -1}", "c");
            queues.send("poison", JOB.formatted("good"), "d");

            await().untilAsserted(() -> assertThat(runs(forge)).hasSize(1));
            await().until(() -> queues.waiting("poison.dead") == 3);
            List<GetResponse> dead =
                    List.of(queues.get("poison.dead"), queues.get("poison.dead"), queues.get("poison.dead"));
            assertThat(dead)
                    .extracting(letter -> header(letter, "forge-code"))
                    .containsExactlyInAnyOrder("syntax_error", "body_too_large", "job_invalid");
            assertThat(dead).allSatisfy(letter -> {
                assertThat(header(letter, "forge-reason")).isNotBlank();
                assertThat(header(letter, "sender")).isEqualTo("kept");
                assertThat(letter.getProps().getMessageId()).isIn("a", "b", "c");
                assertThat(letter.getProps().getHeaders()).doesNotContainKey("CC");
            });
            assertThatJson(intake(forge)).node("refused.job_invalid").isEqualTo(1);
            assertThatJson(intake(forge)).node("last").isArray().hasSize(3);
            assertThat(forge.http().get("/prometheus").body())
                    .contains(
                            "forge_intake_messages_total{broker=\"rabbitmq\",outcome=\"job_invalid\",queue=\"poison\"} 1.0");
        }
    }

    @Test
    void amongManyMessagesOfAnySizeTheSmallOnesAreRunsAndTheLargeOnesDeadLetters() throws Exception {
        try (Installation forge = forge("rabbit-large", "large");
                Queues queues = Queues.of("large")) {
            for (int number = 0; number < 12; number++) {
                queues.send("large", "x".repeat(20 * 1024 * 1024), "large-" + number);
                queues.send("large", JOB.formatted("small"), "small-" + number);
            }

            await().atMost(Duration.ofSeconds(60)).until(() -> queues.waiting("large.dead") == 12);
            await().untilAsserted(() -> assertThat(runs(forge)).hasSize(12));
            assertThat(header(queues.get("large.dead"), "forge-code")).isEqualTo("body_too_large");
            assertThatJson(intake(forge)).node("connected").isEqualTo(true);
        }
    }

    @Test
    void whileAsManyRunsAreOpenAsMayBeMessagesStayWithTheBroker() throws Exception {
        try (Installation forge = Installation.attended(
                        "rabbit-full", archive, settings("full").withIntake(IntakeSettings.upTo(3)));
                Queues queues = Queues.of("full")) {
            for (int number = 0; number < 30; number++) {
                queues.send("full", JOB.formatted("patient"), "id-" + number);
            }

            await().untilAsserted(() -> assertThat(runs(forge)).hasSize(3));
            await().untilAsserted(() ->
                    assertThatJson(intake(forge)).node("paused.why").isString().contains("open-runs allows, 3"));
            // Three were taken, and no more than the prefetch, 10, is on its way.
            assertThat(queues.waiting("full")).isGreaterThanOrEqualTo(17);
            await().untilAsserted(
                            () -> assertThatJson(forge.http().get("/intake").body())
                                    .node("openRuns.counted")
                                    .isEqualTo(3));
            assertThat(forge.http().get("/prometheus").body())
                    .contains("forge_intake_open_runs_limit 3.0", "forge_intake_open_runs 3.0");
            assertThat(forge.http().get("/health/readiness").body()).contains("open-runs allows, 3");

            assertThat(runs(forge)).hasSize(3);
            forge.end(runs(forge).getFirst(), Ending.SUCCEED);

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> assertThat(runs(forge)).hasSize(4));
            assertThat(queues.waiting("full.dead")).isZero();
        }
    }

    @Test
    void aMessageThatIsSentAgainWithAnotherQueueForItsReplyIsTheSameRun() throws Exception {
        try (Installation forge = forge("rabbit-again", "again");
                Queues queues = Queues.of("again")) {
            queues.send("again", JOB.formatted("again"), "a", "before-the-restart");
            queues.send("again", JOB.formatted("again"), "a", "after-the-restart");

            await().untilAsserted(
                            () -> assertThatJson(intake(forge)).node("started").isEqualTo(2));
            assertThat(runs(forge)).hasSize(1);
            assertThat(queues.waiting("again.dead")).isZero();
        }
    }

    @Test
    void aDirectReplyIsRefusedAndItsSenderIsToldSoByOne() throws Exception {
        try (Installation forge = forge("rabbit-direct", "direct");
                Queues queues = Queues.of("direct")) {
            BlockingQueue<String> answers = queues.direct();
            queues.send("direct", JOB.formatted("direct"), "a", "amq.rabbitmq.reply-to");

            await().until(() -> queues.waiting("direct.dead") == 1);
            assertThat(header(queues.get("direct.dead"), "forge-reason")).contains("amq.rabbitmq.reply-to", "declare");
            assertThatJson(answers.take()).node("code").isEqualTo("run_request_invalid");
            assertThat(runs(forge)).isEmpty();
        }
    }

    @Test
    void anAnswerIsNeverSentToAQueueFromWhichForgeTakesOrWhereItPutsWhatItRefused() throws Exception {
        try (Installation forge = forge("rabbit-own", "own");
                Queues queues = Queues.of("own")) {
            queues.send("own", JOB.formatted("a"), "a", "own");
            queues.send("own", "{}", "b", "own.dead");
            queues.send(
                    "own", "{\"jobName\": \"c\", \"image\": \"c:1\", \"replyTo\": {\"rabbitmq\": \"own.dead\"}}", "c");
            queues.send("own", JOB.formatted("good"), "d");

            await().until(() -> queues.waiting("own.dead") == 3);
            await().untilAsserted(() -> assertThat(runs(forge)).hasSize(1));
            List<GetResponse> dead = List.of(queues.get("own.dead"), queues.get("own.dead"), queues.get("own.dead"));
            assertThat(dead)
                    .extracting(letter -> letter.getProps().getMessageId())
                    .containsExactlyInAnyOrder("a", "b", "c");
            assertThat(dead)
                    .filteredOn(letter -> !letter.getProps().getMessageId().equals("b"))
                    .allSatisfy(
                            letter -> assertThat(header(letter, "forge-reason")).contains("\"own", "Forge's own"));
            assertThat(queues.waiting("own")).isZero();
        }
    }

    @Test
    void theStarterGoesOnWithoutItsBrokerAndTakesAgainOnceItIsBack() throws Exception {
        try (Installation forge = forge("rabbit-away", "away")) {
            await().untilAsserted(() ->
                    assertThatJson(intake(forge)).node("connected").isEqualTo(true));
            broker.stop();
            try {
                await().untilAsserted(() ->
                        assertThatJson(intake(forge)).node("connected").isEqualTo(false));
                assertThatJson(intake(forge)).node("why").isString().isNotBlank();
                assertThat(forge.http().get("/health/readiness").statusCode()).isEqualTo(200);
                assertThat(forge.http().get("/health/readiness").body()).contains("rabbitmq: away", "not connected");
                assertThat(forge.http().get("/prometheus").body())
                        .contains("forge_intake_connected{broker=\"rabbitmq\",queue=\"away\"} 0.0");
                forge.submit("by-http");
            } finally {
                broker.startAgain();
            }
            try (Queues queues = Queues.of("away")) {
                queues.send("away", JOB.formatted("later"), "a");
                await().atMost(Duration.ofSeconds(40))
                        .untilAsserted(() -> assertThat(runs(forge)).hasSize(2));
            }
        }
    }

    @Test
    void whileTemporalIsAwayMessagesWaitAndNoneIsPutAside() throws Exception {
        int port = TemporalServer.freePort();
        StarterSettings settings = settings("temporal");
        try (Installation forge = Installation.at("127.0.0.1:" + port, settings);
                Queues queues = Queues.of("temporal")) {
            await().untilAsserted(() ->
                    assertThatJson(intake(forge)).node("connected").isEqualTo(true));
            for (int number = 0; number < 5; number++) {
                queues.send("temporal", JOB.formatted("patient"), "id-" + number);
            }
            await().untilAsserted(() ->
                    assertThatJson(intake(forge)).node("paused.why").isString().contains("Temporal"));
            assertThatJson(intake(forge)).node("started").isEqualTo(0);

            TemporalServer temporal = TemporalServer.start(port);
            try {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() ->
                                assertThatJson(intake(forge)).node("started").isEqualTo(5));
                assertThatJson(intake(forge)).node("paused").isAbsent();
                assertThat(queues.waiting("temporal.dead")).isZero();
            } finally {
                temporal.stop();
            }
        }
    }

    @Test
    void aRefusalIsToldToTheQueueThatTheSenderNamed() throws Exception {
        try (Installation forge = forge("rabbit-replies", "refusing");
                Queues queues = Queues.of("refusing")) {
            queues.declare("answers");
            queues.send("refusing", "{}", "a", "answers");

            await().until(() -> queues.waiting("answers") == 1);
            GetResponse told = queues.get("answers");
            assertThat(told.getProps().getCorrelationId()).isEqualTo("a");
            assertThatJson(new String(told.getBody(), StandardCharsets.UTF_8))
                    .node("code")
                    .isEqualTo("job_invalid");
            assertThatJson(intake(forge)).node("refused.job_invalid").isEqualTo(1);
        }
    }

    @Test
    void aQueueThatTakesNoAnswerHoldsNobodyUpAndItsMessageIsPutAsideOnce() throws Exception {
        try (Queues queues = new Queues()) {
            try (Installation forge = forge("rabbit-untold", "untold")) {
                queues.await("untold");
                queues.declare("full-answers", Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
                queues.send("full-answers", "the one that it takes", "first");
                queues.send("untold", "{}", "a", "full-answers");
                await().untilAsserted(() -> assertThatJson(intake(forge))
                        .node("trouble.why")
                        .isString()
                        .contains("not told", "\"full-answers\""));
                queues.send("untold", "{}", "b", "full-answers");
                queues.send("untold", JOB.formatted("good"), "c");

                await().untilAsserted(() -> assertThat(runs(forge)).hasSize(1));
                await().until(() -> queues.waiting("untold.dead") == 2);
                assertThatJson(intake(forge)).node("paused").isAbsent();
            }
            assertThat(queues.waiting("untold")).isZero();
            assertThat(List.of(queues.get("untold.dead"), queues.get("untold.dead")))
                    .extracting(letter -> letter.getProps().getMessageId())
                    .containsExactlyInAnyOrder("a", "b");
            assertThat(queues.waiting("full-answers")).isOne();
        }
    }

    @Test
    void aRunsEndIsToldOnceItsBrokerIsBack() throws Exception {
        try (Installation forge = forge("rabbit-told", "told")) {
            try (Queues queues = Queues.of("told")) {
                queues.declare("ends");
            }
            WorkerFactory workers = workers(forge, Telling.Plain.class);
            broker.stop();
            try {
                WorkflowStub telling = telling(
                        forge,
                        "telling",
                        new Notification(
                                "n-1", new QueueReply(Broker.RABBITMQ, "ends", Optional.of("17")), ended("job.a-1")));
                await().until(() -> TemporalServer.shared()
                        .command("rabbit-told", "workflow", "describe", "--workflow-id", "telling")
                        .contains("cannot be reached"));
                broker.startAgain();

                telling.getResult(Void.class);
            } finally {
                workers.shutdownNow();
            }
            try (Queues queues = new Queues()) {
                GetResponse told = queues.get("ends");
                assertThat(told.getProps().getMessageId()).isEqualTo("n-1");
                assertThat(told.getProps().getCorrelationId()).isEqualTo("17");
                assertThatJson(new String(told.getBody(), StandardCharsets.UTF_8))
                        .node("job")
                        .isEqualTo("a");
                assertThat(queues.waiting("ends")).isZero();
            }
        }
    }

    /** The longest pause between two connections of the intake is 15 s; Temporal's before the sixth try 16 s. */
    @Test
    @Tag("long")
    void aBrokerThatIsAwayForLongerThanAnyPauseIsFoundAgain() throws Exception {
        try (Installation forge = forge("rabbit-long", "long")) {
            try (Queues queues = Queues.of("long")) {
                queues.declare("long-ends");
            }
            WorkerFactory workers = workers(forge, Telling.Plain.class);
            broker.stop();
            try {
                WorkflowStub telling = telling(
                        forge,
                        "long",
                        new Notification(
                                "n-long",
                                new QueueReply(Broker.RABBITMQ, "long-ends", Optional.empty()),
                                ended("job.a-1")));
                await().atMost(Duration.ofMinutes(2)).until(() -> tries(forge, "long") >= 6);
                assertThatJson(intake(forge)).node("connected").isEqualTo(false);
                broker.startAgain();

                telling.getResult(Void.class);
            } finally {
                workers.shutdownNow();
            }
            try (Queues queues = new Queues()) {
                assertThat(queues.get("long-ends").getProps().getMessageId()).isEqualTo("n-long");
                queues.send("long", JOB.formatted("later"), "a");
                await().atMost(Duration.ofSeconds(40))
                        .untilAsserted(() -> assertThat(runs(forge)).hasSize(1));
            }
        }
    }

    /** They serve a workflow that has the starter tell of a run's end. */
    private static WorkerFactory workers(Installation forge, Class<?> workflow) {
        WorkerFactory workers = WorkerFactory.newInstance(forge.client());
        workers.newWorker("telling").registerWorkflowImplementationTypes(workflow);
        workers.start();
        return workers;
    }

    private static WorkflowStub telling(Installation forge, String id, Notification notification) {
        WorkflowStub telling = forge.client()
                .newUntypedWorkflowStub(
                        "Telling",
                        WorkflowOptions.newBuilder()
                                .setTaskQueue("telling")
                                .setWorkflowId(id)
                                .build());
        telling.start(notification);
        return telling;
    }

    private static int tries(Installation forge, String workflow) {
        return forge
                .client()
                .getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(forge.client().getOptions().getNamespace())
                        .setExecution(WorkflowExecution.newBuilder().setWorkflowId(workflow))
                        .build())
                .getPendingActivitiesList()
                .stream()
                .mapToInt(PendingActivityInfo::getAttempt)
                .max()
                .orElse(0);
    }

    @Test
    void aQueueForTheReplyThatIsNotThereIsSaidOfTheRun() throws Exception {
        try (Installation forge = forge("rabbit-nowhere", "nowhere")) {
            WorkerFactory workers = workers(forge, Announcing.class);
            try {
                String run = forge.submit("weather");
                forge.end(run, Ending.SUCCEED);
                String execution = forge.workflow(run).describe().getExecution().getRunId();
                Addressee lost =
                        new Addressee(execution + "-1", new QueueReply(Broker.RABBITMQ, "not-there", Optional.empty()));
                forge.client()
                        .newUntypedWorkflowStub(
                                NotificationWorkflow.TYPE,
                                WorkflowOptions.newBuilder()
                                        .setTaskQueue("telling")
                                        .setWorkflowId(NotificationWorkflow.idOf(run, execution))
                                        .build())
                        .start(new Announcement(ended(run), List.of(lost)));

                await().untilAsserted(() -> assertThatJson(forge.http()
                                .get("/runs/" + run + "/notifications")
                                .body())
                        .node("notifications[0]")
                        .isObject()
                        .containsEntry("state", "PENDING")
                        .containsEntry("target", "not-there")
                        .containsEntry("failure", "RabbitMQ has no queue \"not-there\" yet"));
            } finally {
                workers.shutdownNow();
            }
        }
    }

    private static RunEnd ended(String run) {
        return RunEnds.succeeded(run, "0198", "a", Instant.now(), Optional.of("a"));
    }

    @Test
    void aQueueThatWasMadeOtherwiseIsUsedAsItIs() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("theirs", true, false, false, Map.of("x-max-length", 1000));
        }
        try (Installation forge = forge("rabbit-theirs", "theirs");
                Queues queues = Queues.of("theirs")) {
            queues.send("theirs", JOB.formatted("theirs"), "a");

            await().untilAsserted(() -> assertThat(runs(forge)).hasSize(1));
        }
    }

    @Test
    void aQueueThatIsRemovedIsMadeAgain() throws Exception {
        try (Installation forge = forge("rabbit-removed", "removed")) {
            await().untilAsserted(() ->
                    assertThatJson(intake(forge)).node("connected").isEqualTo(true));
            try (Connection connection = broker.connect();
                    Channel channel = connection.createChannel()) {
                channel.queueDelete("removed");
            }
            await().untilAsserted(() ->
                    assertThatJson(intake(forge)).node("why").isString().contains("removed"));
            await().untilAsserted(() ->
                    assertThatJson(intake(forge)).node("connected").isEqualTo(true));
            try (Queues queues = Queues.of("removed")) {
                queues.send("removed", JOB.formatted("again"), "a");
                await().untilAsserted(() -> assertThat(runs(forge)).hasSize(1));
            }
        }
    }

    private static Installation forge(String namespace, String queue) {
        return Installation.attended(namespace, archive, settings(queue));
    }

    private static StarterSettings settings(String queue) {
        return StarterSettings.anyPort()
                .withRabbit(new RabbitSettings(broker.uri(), Optional.empty(), queue, queue + ".responses", 10));
    }

    private static String intake(Installation forge) {
        String body = forge.http().get("/intake").body();
        return body.substring(body.indexOf('[') + 1, body.lastIndexOf(']'));
    }

    private static List<String> runs(Installation forge) {
        return forge.client()
                .listExecutions("ForgePipeline IS NOT NULL")
                .map(WorkflowExecutionMetadata::getExecution)
                .map(WorkflowExecution::getWorkflowId)
                .toList();
    }

    private static String header(GetResponse letter, String name) {
        return String.valueOf(letter.getProps().getHeaders().get(name));
    }

    /** The broker, as a sender sees it. */
    private static final class Queues implements AutoCloseable {
        private final Connection connection = broker.connect();
        private final Channel channel;

        Queues() throws Exception {
            this.channel = connection.createChannel();
            channel.confirmSelect();
        }

        /** Once that queue is there. */
        static Queues of(String queue) throws Exception {
            Queues queues = new Queues();
            queues.await(queue);
            return queues;
        }

        void await(String queue) {
            Awaitility.await().until(() -> isThere(queue));
        }

        private boolean isThere(String name) throws Exception {
            try (Channel scratch = connection.createChannel()) {
                scratch.queueDeclarePassive(name);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        void declare(String queue) throws Exception {
            declare(queue, Map.of());
        }

        void declare(String queue, Map<String, Object> arguments) throws Exception {
            channel.queueDeclare(queue, true, false, false, arguments);
        }

        void send(String queue, String body, @Nullable String id) throws Exception {
            send(queue, body, id, null);
        }

        void send(String queue, String body, @Nullable String id, @Nullable String replyTo) throws Exception {
            BasicProperties properties = new BasicProperties.Builder()
                    .messageId(id)
                    .replyTo(replyTo)
                    .deliveryMode(2)
                    .expiration("600000")
                    .headers(Map.of("sender", "kept"))
                    .build();
            channel.basicPublish("", queue, properties, body.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }

        /** The answers that come without a queue, over this very channel. */
        BlockingQueue<String> direct() throws Exception {
            BlockingQueue<String> answers = new LinkedBlockingQueue<>();
            channel.basicConsume(
                    "amq.rabbitmq.reply-to",
                    true,
                    (_, sent) -> answers.add(new String(sent.getBody(), StandardCharsets.UTF_8)),
                    _ -> {});
            return answers;
        }

        long waiting(String name) throws Exception {
            return channel.messageCount(name);
        }

        GetResponse get(String name) throws Exception {
            return channel.basicGet(name, true);
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
