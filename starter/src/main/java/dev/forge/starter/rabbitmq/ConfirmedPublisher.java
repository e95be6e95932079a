package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages, each until the broker has confirmed it. It has a connection of its own, as RabbitMQ advises: one that is
 * slowed down because it sends too much must not keep acknowledgements back. The connection is opened by the first message,
 * and by the first after it was lost.
 */
final class ConfirmedPublisher implements RabbitCourier.Sending, AutoCloseable {
    /** A channel is free again within milliseconds: more of them make nothing faster. */
    private static final int CHANNELS = 16;

    /**
     * A try from its beginning to its end, whatever of it the broker lets wait: a courier's is half a minute. Most of it is for
     * the confirmation, by a queue that is written to disk and to other nodes, on a broker under load.
     */
    private static final Duration TRY = Duration.ofSeconds(28);

    /** For a channel, and for whoever connects. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** The same of a broker that has just let a try wait in vain: those who wait take room from what goes elsewhere. */
    private static final Duration PATIENCE_WITH_STUCK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(ConfirmedPublisher.class);

    private final Connections connections;
    private final Clock clock;
    private final Semaphore room = new Semaphore(CHANNELS);
    private final Deque<ConfirmedChannel> idle = new ConcurrentLinkedDeque<>();
    private final ReentrantLock opening = new ReentrantLock();
    private Optional<Connection> current = Optional.empty();
    private volatile Instant since = Instant.MAX;
    private volatile boolean stuck;
    private boolean closed;

    ConfirmedPublisher(Connections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /**
     * Sends one message into a queue, by the default exchange. It may arrive twice where this throws and is called again.
     *
     * @return false where there is no such queue
     * @throws BrokerUnavailable where nobody knows whether the broker has it
     */
    @Override
    public boolean publish(String queue, BasicProperties properties, byte[] body) {
        TimeLeft time = TimeLeft.of(TRY);
        try {
            // Whoever sends has other messages to send, elsewhere: it does not wait for long behind a broker that is
            // stuck.
            if (!room.tryAcquire(patience(), TimeUnit.MILLISECONDS)) {
                throw new BrokerUnavailable("RabbitMQ does not confirm messages: " + CHANNELS + " wait for it already");
            }
            try {
                return publish(channel(time), time, queue, properties, body);
            } finally {
                room.release();
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            stuck = true;
            throw new BrokerUnavailable("RabbitMQ has not confirmed a message (" + Reasons.of(e) + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("the starter stops", e);
        }
    }

    private long patience() {
        return (stuck ? PATIENCE_WITH_STUCK : PATIENCE).toMillis();
    }

    private boolean publish(
            ConfirmedChannel channel, TimeLeft time, String queue, BasicProperties properties, byte[] body)
            throws IOException, TimeoutException, InterruptedException {
        boolean done = false;
        try {
            boolean routed = channel.publish(queue, properties, body, time.left());
            stuck = false;
            done = true;
            return routed;
        } finally {
            // What is still on its way on one that failed would be taken for the next message's.
            if (done) {
                idle.push(channel);
            } else {
                channel.abort();
            }
        }
    }

    private ConfirmedChannel channel(TimeLeft time) throws IOException, TimeoutException, InterruptedException {
        while (true) {
            Optional<ConfirmedChannel> known = Optional.ofNullable(idle.poll());
            if (known.isEmpty()) {
                return opened(connection(time), time);
            }
            if (known.get().isOpen()) {
                return known.get();
            }
        }
    }

    private static ConfirmedChannel opened(Connection connection, TimeLeft time) throws IOException, TimeoutException {
        // One call opens it, another makes it confirm. A connection that came too late for both is there for the next
        // try.
        time.check(Connections.TIMEOUT.multipliedBy(2));
        return new ConfirmedChannel(Channels.open(connection));
    }

    private Connection connection(TimeLeft time) throws TimeoutException, InterruptedException {
        if (!opening.tryLock(patience(), TimeUnit.MILLISECONDS)) {
            throw new BrokerUnavailable("RabbitMQ does not let Forge connect: others wait for it already");
        }
        try {
            if (closed) {
                throw new BrokerUnavailable("the starter stops");
            }
            if (current.filter(Connection::isOpen).isEmpty()) {
                time.check(Connections.CONNECTS_WITHIN);
                current = Optional.of(opened());
            }
            return current.orElseThrow();
        } finally {
            opening.unlock();
        }
    }

    private Connection opened() {
        try {
            // A message that has no queue comes back whole.
            Connection connection = connections.openRoomy("forge-starter: sends");
            since = clock.instant();
            return connection;
        } catch (BrokerUnavailable e) {
            stuck = true;
            throw e;
        }
    }

    @Override
    public Instant since() {
        return since;
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            current.ifPresent(Connections::end);
        } finally {
            opening.unlock();
        }
    }

    /** A channel on which one message at a time is on its way, so that whatever the broker says is about that one. */
    private static final class ConfirmedChannel {
        private final Channel channel;
        private volatile boolean returned;

        ConfirmedChannel(Channel channel) throws IOException {
            this.channel = channel;
            channel.confirmSelect();
            // The broker returns a message before it confirms it.
            channel.addReturnListener(_ -> returned = true);
        }

        boolean isOpen() {
            return channel.isOpen();
        }

        /** A broker that hangs lets also this wait, and nobody needs to. */
        void abort() {
            Thread.ofVirtual().start(this::aborted);
        }

        private void aborted() {
            try {
                channel.abort();
            } catch (IOException e) {
                LOG.debug("a channel goes with its connection", e);
            }
        }

        boolean publish(String queue, BasicProperties properties, byte[] body, Duration within)
                throws IOException, TimeoutException, InterruptedException {
            returned = false;
            channel.basicPublish("", queue, true, properties, body);
            // Zero would be without end.
            if (!channel.waitForConfirms(Math.max(1, within.toMillis()))) {
                throw new BrokerUnavailable(
                        "RabbitMQ has not confirmed a message (the broker refused it: the queue may be full)");
            }
            return !returned;
        }
    }
}
