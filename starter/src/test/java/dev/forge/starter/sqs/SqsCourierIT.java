package dev.forge.starter.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.workflow.HistoryFormat;
import dev.forge.contract.workflow.Notification;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.StarterSettings;
import dev.forge.starter.harness.ElasticMq;
import dev.forge.starter.harness.RunEnds;
import dev.forge.starter.notification.Undeliverable;
import dev.forge.starter.notification.Undelivered;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

class SqsCourierIT {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
    private static final byte[] MESSAGE =
            "{\"id\": \"e-1\", \"state\": \"SUCCEEDED\"}".getBytes(StandardCharsets.UTF_8);

    private static ElasticMq elastic;
    private static SqsQueue requests;
    private static ConfiguredSqs sqs;
    private static SqsCourier courier;

    @BeforeAll
    static void start() {
        elastic = ElasticMq.start();
        requests = elastic.queue("requests");
        sqs = configured(elastic);
        courier = new SqsCourier(sqs);
    }

    @AfterAll
    static void stop() {
        sqs.close();
        elastic.close();
    }

    @Test
    void aReplyBearsItsIdAndWhatItIsAnAnswerTo() throws Exception {
        SqsQueue replies = elastic.queue("replies");

        courier.deliver(to(replies.url(), Optional.of("order-7")), MESSAGE);

        Message reply = elastic.drain(replies).getFirst();
        assertThat(reply.body()).isEqualTo(new String(MESSAGE, StandardCharsets.UTF_8));
        assertThat(reply.messageAttributes().get("forge-id").stringValue()).isEqualTo("e-1");
        assertThat(reply.messageAttributes().get("correlationId").stringValue()).isEqualTo("order-7");
    }

    @Test
    void whatSqsLetsStandInNoTextArrivesAsJsonWritesItInOtherSigns() throws Exception {
        SqsQueue replies = elastic.queue("strange-signs");
        String message = "{\"failure\":\"a\uFFFEb\uFFFFc \uD83D\uDE00\",\"correlationId\":\"\uFFFE\"}";

        courier.deliver(to(replies.url(), Optional.of("\uFFFE")), message.getBytes(StandardCharsets.UTF_8));

        Message reply = elastic.drain(replies).getFirst();
        assertThat(reply.body()).contains("a\\ufffeb\\uffffc \uD83D\uDE00").doesNotContain("\uFFFE", "\uFFFF");
        assertThat(HistoryFormat.mapper().readTree(reply.body()))
                .isEqualTo(HistoryFormat.mapper().readTree(message));
        assertThat(reply.messageAttributes().get("correlationId").stringValue()).isEqualTo("?");
    }

    @Test
    void inAnOrderedQueueAReplyThatIsSentAgainArrivesOnce() throws Exception {
        SqsQueue replies = elastic.queue("replies.fifo");

        courier.deliver(to(replies.url(), Optional.empty()), MESSAGE);
        courier.deliver(to(replies.url(), Optional.empty()), MESSAGE);

        List<Message> arrived = elastic.drain(replies);
        assertThat(arrived).hasSize(1);
        assertThat(arrived.getFirst().attributes().get(MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID))
                .isEqualTo("e-1");
        assertThat(elastic.drain(replies)).isEmpty();
    }

    @Test
    void aQueueThatIsNotThereIsUndeliverable() {
        assertThatThrownBy(() -> courier.deliver(to(requests.home() + "nobodys", Optional.empty()), MESSAGE))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining(requests.home() + "nobodys")
                .hasMessageContaining("QueueDoesNotExist");
    }

    @Test
    void whatIsNoQueueOfThisAccountIsUndeliverableAndNobodyIsAsked() {
        assertThatThrownBy(
                        () -> courier.deliver(to("http://169.254.169.254/latest/meta-data", Optional.empty()), MESSAGE))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining("may not be sent");
        assertThatThrownBy(() -> courier.deliver(to(requests.url(), Optional.empty()), MESSAGE))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining("may not be sent");
        assertThatThrownBy(() -> courier.deliver(to("replies", Optional.empty()), MESSAGE))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining("no URL of a queue");
        assertThat(elastic.held(requests)).isEqualTo(ElasticMq.Held.NOTHING);
    }

    @Test
    void whileTheServerIsAwayAReplyIsToBeSentAgain() {
        ElasticMq other = ElasticMq.start();
        SqsQueue replies = other.queue("replies");
        ConfiguredSqs otherSqs = configured(other);
        try {
            other.close();

            assertThatThrownBy(() -> new SqsCourier(otherSqs).deliver(to(replies.url(), Optional.empty()), MESSAGE))
                    .isInstanceOf(Undelivered.class)
                    .hasMessageContaining("SQS does not send to " + replies);
        } finally {
            otherSqs.close();
        }
    }

    @Test
    void itServesSqsAloneAndOnlyWhereThatIsConfigured() {
        ConfiguredSqs none = new ConfiguredSqs(StarterSettings.anyPort());

        assertThat(courier.serves(new QueueReply(Broker.SQS, "q", Optional.empty())))
                .isTrue();
        assertThat(courier.serves(new QueueReply(Broker.RABBITMQ, "q", Optional.empty())))
                .isFalse();
        assertThat(new SqsCourier(none).serves(new QueueReply(Broker.SQS, "q", Optional.empty())))
                .isFalse();
    }

    private static ConfiguredSqs configured(ElasticMq server) {
        return new ConfiguredSqs(
                StarterSettings.anyPort().withSqs(ElasticMq.taking(server.settings(), server.queue("requests"))));
    }

    private static Notification to(String url, Optional<String> correlationId) {
        return new Notification(
                "e-1",
                new QueueReply(Broker.SQS, url, correlationId),
                RunEnds.succeeded("job.thumbs-1", "e", "thumbs", NOON, Optional.empty()));
    }
}
