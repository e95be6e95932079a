package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.harness.RabbitServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
class ConfirmedPublisherIT {
    /** What a courier promises. */
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @Test
    void behindABrokerThatHangsATryEndsWithinHalfAMinuteAndOneWhileOthersWaitAtOnce() throws Exception {
        try (RabbitServer broker = RabbitServer.start();
                Connection connection = broker.connect();
                Channel channel = connection.createChannel();
                ConfirmedPublisher publisher = publisher(broker)) {
            channel.queueDeclare("ends", true, false, false, Map.of());
            assertThat(sent(publisher)).isTrue();

            broker.suspend();
            try {
                assertThat(vainTries(publisher)).allMatch(time -> time.compareTo(HALF_A_MINUTE) < 0);
                // By now it is known to hang.
                assertThat(vainTries(publisher))
                        .filteredOn(time -> time.compareTo(Duration.ofSeconds(5)) > 0)
                        .hasSizeLessThanOrEqualTo(16);
            } finally {
                broker.resume();
            }
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> sent(publisher));
        }
    }

    @Test
    void aMessageThatAQueueRefusesIsSaidToBeRefused() throws Exception {
        try (RabbitServer broker = RabbitServer.start();
                Connection connection = broker.connect();
                Channel channel = connection.createChannel();
                ConfirmedPublisher publisher = publisher(broker)) {
            channel.queueDeclare("ends", true, false, false, Map.of("x-max-length", 1, "x-overflow", "reject-publish"));
            assertThat(sent(publisher)).isTrue();

            assertThatThrownBy(() -> sent(publisher))
                    .isInstanceOf(BrokerUnavailable.class)
                    .hasMessageContaining("may be full");
        }
    }

    /** Of many at once. */
    private static List<Duration> vainTries(ConfirmedPublisher publisher) {
        List<Duration> tries = new CopyOnWriteArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < 200; number++) {
                senders.execute(() -> tries.add(vainTry(publisher)));
            }
        }
        assertThat(tries).hasSize(200);
        return tries;
    }

    private static Duration vainTry(ConfirmedPublisher publisher) {
        Instant begun = Instant.now();
        assertThatThrownBy(() -> sent(publisher)).isInstanceOf(BrokerUnavailable.class);
        return Duration.between(begun, Instant.now());
    }

    private static boolean sent(ConfirmedPublisher publisher) {
        return publisher.publish("ends", new BasicProperties(), new byte[0]);
    }

    private static ConfirmedPublisher publisher(RabbitServer broker) {
        RabbitSettings settings = new RabbitSettings(broker.uri(), Optional.empty(), "requests", "responses", 10);
        return new ConfirmedPublisher(
                new Connections(
                        settings, Connections.largestRead(Runtime.getRuntime().maxMemory())),
                Clock.systemUTC());
    }
}
