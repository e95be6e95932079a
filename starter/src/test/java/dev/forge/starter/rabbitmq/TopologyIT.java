package dev.forge.starter.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.harness.RabbitServer;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf(
        value = "dev.forge.starter.harness.RabbitServer#isInstalled",
        disabledReason = "rabbitmq-server is not installed: what needs it is left out")
class TopologyIT {
    private static RabbitServer broker;

    @BeforeAll
    static void start() {
        broker = RabbitServer.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void queuesAreQuorumOnesThatKeepWhatIsRejectedUntilItIsPutAside() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            assertThat(topology("new").declare(connection)).isTrue();

            assertThatItIsThere(channel, "new.dead", Map.of("x-queue-type", "quorum"));
            assertThatItIsThere(channel, "new.responses", Map.of("x-queue-type", "quorum"));
            assertThatWhatIsRejectedIsPutAside(channel, "new");
        }
    }

    @Test
    void whereTheBrokerRefusesQuorumQueuesAsForgeAsksForThemTheyAreClassicOnes() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            assertThat(topology("old").declare(refusingQuorum(connection))).isFalse();

            assertThatItIsThere(channel, "old.dead", Map.of());
            assertThatItIsThere(channel, "old.responses", Map.of());
            assertThatItIsThere(
                    channel, "old", Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", "old.dead"));
            assertThatWhatIsRejectedIsPutAside(channel, "old");

            // By a starter that begins anew, also once its broker has quorum queues.
            assertThat(topology("old").declare(refusingQuorum(connection))).isFalse();
            assertThat(topology("old").declare(connection)).isFalse();
        }
    }

    @Test
    void whereQuorumQueuesAreSwitchedOffNoneIsMadeAndTheBrokersOwnWordsSayWhy() throws Exception {
        try (RabbitServer older = RabbitServer.startWithoutFeatures()) {
            assumeTrue(isWithoutQuorumQueues(older), "a RabbitMQ beyond 3.11 always has quorum queues");
            Connection connection = older.connect();
            try {
                assertThatThrownBy(() -> topology("off").declare(connection))
                        .isInstanceOf(BrokerUnavailable.class)
                        .hasMessageContaining("does not give the queue off.dead")
                        .hasMessageContaining("feature flag is disabled");
            } finally {
                // The broker has closed it.
                connection.abort();
            }
        }
    }

    private static boolean isWithoutQuorumQueues(RabbitServer server) throws IOException {
        Connection connection = server.connect();
        try {
            connection.createChannel().queueDeclare("any", true, false, false, Map.of("x-queue-type", "quorum"));
            return false;
        } catch (IOException e) {
            return true;
        } finally {
            connection.abort();
        }
    }

    private static Topology topology(String requests) {
        return new Topology(new RabbitSettings(broker.uri(), Optional.empty(), requests, requests + ".responses", 10));
    }

    /** As such a queue, else the broker closes the channel. */
    private static void assertThatItIsThere(Channel channel, String queue, Map<String, Object> arguments)
            throws IOException {
        channel.queueDeclarePassive(queue);
        channel.queueDeclare(queue, true, false, false, arguments);
    }

    private static void assertThatWhatIsRejectedIsPutAside(Channel channel, String queue) throws Exception {
        channel.basicPublish(
                "",
                queue,
                new BasicProperties.Builder().deliveryMode(2).build(),
                "rejected".getBytes(StandardCharsets.UTF_8));
        await().until(() -> {
            Optional<GetResponse> message = Optional.ofNullable(channel.basicGet(queue, false));
            if (message.isPresent()) {
                channel.basicReject(message.get().getEnvelope().getDeliveryTag(), false);
            }
            return message.isPresent();
        });
        await().until(() -> channel.messageCount(queue + ".dead") == 1);
    }

    /**
     * A way to a broker whose quorum queues lack something that Forge wants of them: those of this one lack priorities, so it
     * is asked for these as well, and refuses that as it would refuse the other.
     */
    private static Connection refusingQuorum(Connection connection) {
        return before(Connection.class, (method, arguments) -> {
            Object answer = method.invoke(connection, arguments);
            return answer instanceof Optional<?> opened
                    ? opened.map(channel -> refusingQuorum((Channel) channel))
                    : answer;
        });
    }

    private static Channel refusingQuorum(Channel channel) {
        return before(Channel.class, (method, arguments) -> {
            if (method.getName().equals("queueDeclare") && arguments[4] instanceof Map<?, ?> asked) {
                arguments[4] = withPriorities(asked);
            }
            return method.invoke(channel, arguments);
        });
    }

    private static Map<?, ?> withPriorities(Map<?, ?> asked) {
        if (!"quorum".equals(asked.get("x-queue-type"))) {
            return asked;
        }
        Map<Object, Object> more = new HashMap<>(asked);
        more.put("x-max-priority", 5);
        return more;
    }

    private interface Calls {
        Object answer(Method method, Object[] arguments) throws ReflectiveOperationException;
    }

    private static <T> T before(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    try {
                        return calls.answer(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
