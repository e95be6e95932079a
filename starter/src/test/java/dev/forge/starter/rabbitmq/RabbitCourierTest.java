package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.workflow.Notification;
import dev.forge.starter.harness.RunEnds;
import dev.forge.starter.intake.ReplyRule;
import dev.forge.starter.notification.Undeliverable;
import dev.forge.starter.notification.Undelivered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RabbitCourierTest {
    private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private final List<BasicProperties> sent = new ArrayList<>();

    @Test
    void aReplyIsPersistentAndCarriesItsIdAndTheSendersOwn() throws Exception {
        courier(true, NOON, NOON).deliver(notification(NOON), new byte[0]);

        assertThat(sent).singleElement().satisfies(properties -> {
            assertThat(properties.getMessageId()).isEqualTo("n-1");
            assertThat(properties.getCorrelationId()).isEqualTo("17");
            assertThat(properties.getDeliveryMode()).isEqualTo(2);
        });
    }

    @Test
    void aMissingQueueIsAwaitedFromTheRunsEndAndFromTheBrokersReturnAndThenGivenUp() {
        Instant justNow = NOON.minus(Duration.ofMinutes(9));
        Instant longAgo = NOON.minus(Duration.ofMinutes(11));

        assertThatThrownBy(() -> courier(false, longAgo, NOON).deliver(notification(justNow), new byte[0]))
                .isInstanceOf(Undelivered.class);
        assertThatThrownBy(() -> courier(false, justNow, NOON).deliver(notification(longAgo), new byte[0]))
                .isInstanceOf(Undelivered.class);
        assertThatThrownBy(() -> courier(false, longAgo, NOON).deliver(notification(longAgo), new byte[0]))
                .isInstanceOf(Undeliverable.class)
                .hasMessageContaining("\"replies\"")
                .hasMessageContaining("declare the queue");
    }

    @Test
    void itServesQueuesOfRabbitMqAloneAndOnlyWhereOneIsConfigured() {
        QueueReply sqs = new QueueReply(Broker.SQS, "https://sqs/1/q", Optional.empty());

        assertThat(courier(true, NOON, NOON).serves(reply())).isTrue();
        assertThat(courier(true, NOON, NOON).serves(sqs)).isFalse();
        assertThat(new RabbitCourier(Optional.empty(), ReplyRule.NONE, Clock.systemUTC()).serves(reply()))
                .isFalse();
    }

    @Test
    void aQueueThatMayGetNoRepliesIsUndeliverableAndNothingIsSent() {
        RabbitCourier courier = courier(true, _ -> Optional.of("not there"), NOON, NOON);

        assertThatThrownBy(() -> courier.deliver(notification(NOON), new byte[0]))
                .isInstanceOf(Undeliverable.class)
                .hasMessage("not there");
        assertThat(sent).isEmpty();
    }

    private RabbitCourier courier(boolean routed, Instant since, Instant now) {
        return courier(routed, ReplyRule.NONE, since, now);
    }

    private RabbitCourier courier(boolean routed, ReplyRule replies, Instant since, Instant now) {
        return new RabbitCourier(
                Optional.of(new RabbitCourier.Sending() {
                    @Override
                    public boolean publish(String queue, BasicProperties properties, byte[] body) {
                        sent.add(properties);
                        return routed;
                    }

                    @Override
                    public Instant since() {
                        return since;
                    }
                }),
                replies,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static Notification notification(Instant ended) {
        return new Notification("n-1", reply(), RunEnds.succeeded("job.a-1", "0198", "a", ended, Optional.of("a")));
    }

    private static QueueReply reply() {
        return new QueueReply(Broker.RABBITMQ, "replies", Optional.of("17"));
    }
}
