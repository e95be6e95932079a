package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.forge.starter.RabbitSettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queues that Forge has at the broker. What is there already is used as it is. */
final class Topology {
    /**
     * How often a message of the requests may come and go unanswered until the broker itself puts it aside: more often than
     * broker and starter restart in a bad week, since each restart counts. What is wrong with a message, Forge says itself.
     */
    private static final int DELIVERY_LIMIT = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);

    private final RabbitSettings settings;

    Topology(RabbitSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes what is not there.
     *
     * @return whether the broker keeps what is rejected of the requests until it has it among the dead letters; of a queue
     *     that was made otherwise nobody can tell
     * @throws BrokerUnavailable where a queue is not there and cannot be made
     */
    boolean declare(Connection connection) {
        declare(connection, settings.dead(), Map.of());
        declare(connection, settings.responses(), Map.of());
        return declare(
                connection,
                settings.requests(),
                Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", settings.dead()));
    }

    /** Whether it is, by now or before, as Forge makes it. */
    private static boolean declare(Connection connection, String queue, Map<String, Object> arguments) {
        try {
            if (declared(connection, queue, quorum(arguments))) {
                return true;
            }
            if (!isThere(connection, queue)) {
                classic(connection, queue, arguments);
            }
            return false;
        } catch (IOException | TimeoutException e) {
            throw new BrokerUnavailable("RabbitMQ does not give the queue " + queue + " (" + Reasons.of(e) + ")", e);
        }
    }

    private static Map<String, Object> quorum(Map<String, Object> arguments) {
        Map<String, Object> quorum = new LinkedHashMap<>(arguments);
        quorum.put("x-queue-type", "quorum");
        if (!arguments.isEmpty()) {
            quorum.put("x-delivery-limit", DELIVERY_LIMIT);
            // What the broker puts aside must not be lost on its way; that strategy needs this overflow.
            quorum.put("x-dead-letter-strategy", "at-least-once");
            quorum.put("x-overflow", "reject-publish");
        }
        return quorum;
    }

    /**
     * False where the broker refuses it: because there is another queue of that name, or its queues of that kind cannot do what
     * is asked of them. One whose quorum queues are switched off closes the connection instead, as one without its majority does.
     */
    private static boolean declared(Connection connection, String queue, Map<String, Object> arguments)
            throws IOException, TimeoutException {
        try (Scratch scratch = new Scratch(connection)) {
            scratch.channel().queueDeclare(queue, true, false, false, arguments);
            return true;
        } catch (IOException e) {
            LOG.debug("queue {} cannot be declared: {}", queue, Reasons.of(e));
            if (isRefusal(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isRefusal(IOException e) {
        return switch (Reasons.code(e)) {
            case AMQP.PRECONDITION_FAILED, AMQP.ACCESS_REFUSED -> true;
            default -> false;
        };
    }

    private static boolean isThere(Connection connection, String queue) throws IOException, TimeoutException {
        try (Scratch scratch = new Scratch(connection)) {
            scratch.channel().queueDeclarePassive(queue);
            LOG.info(
                    "queue {} is used as it is: it was made otherwise than Forge would make it, or may not be made",
                    queue);
            return true;
        } catch (IOException e) {
            if (Reasons.code(e) == AMQP.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static void classic(Connection connection, String queue, Map<String, Object> arguments)
            throws IOException, TimeoutException {
        try (Scratch scratch = new Scratch(connection)) {
            scratch.channel().queueDeclare(queue, true, false, false, arguments);
            LOG.warn("queue {} is a classic one: the broker offers no quorum queues as Forge asks for them", queue);
        }
    }

    /** A channel for one thing that may fail: the broker closes it then. */
    private record Scratch(Channel channel) implements AutoCloseable {
        Scratch(Connection connection) throws IOException {
            this(Channels.open(connection));
        }

        @Override
        public void close() throws IOException, TimeoutException {
            if (channel.isOpen()) {
                channel.close();
            }
        }
    }
}
