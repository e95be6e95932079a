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

/**
 * Sends messages, each until the broker has confirmed it. It has a connection of its own, as RabbitMQ advises: one that is
 * slowed down because it sends too much must not keep acknowledgements back. The connection is opened by the first message,
 * and by the first after it was lost.
 */
final class ConfirmedPublisher implements RabbitCourier.Sending, AutoCloseable {
    /** A channel is free again within milliseconds: more of them make nothing faster. */
    private static final int CHANNELS = 16;

    /** A queue that is written to disk and to other nodes, on a broker under load. */
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(30);

    private final Connections connections;
    private final Clock clock;
    private final Semaphore room = new Semaphore(CHANNELS);
    private final Deque<ConfirmedChannel> idle = new ConcurrentLinkedDeque<>();
    private final ReentrantLock opening = new ReentrantLock();
    private Optional<Connection> current = Optional.empty();
    private volatile Instant since = Instant.MAX;
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
        try {
            // Whoever sends has other messages to send, elsewhere: it does not wait for long behind a broker that is
            // stuck.
            if (!room.tryAcquire(CONFIRMED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BrokerUnavailable("RabbitMQ does not confirm messages: " + CHANNELS + " wait for it already");
            }
            try {
                return publish(channel(), queue, properties, body);
            } finally {
                room.release();
            }
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw new BrokerUnavailable("RabbitMQ has not confirmed a message (" + Reasons.of(e) + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailable("the starter stops", e);
        }
    }

    private boolean publish(ConfirmedChannel channel, String queue, BasicProperties properties, byte[] body)
            throws IOException, TimeoutException, InterruptedException {
        boolean done = false;
        try {
            boolean routed = channel.publish(queue, properties, body);
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

    private ConfirmedChannel channel() throws IOException, InterruptedException {
        while (true) {
            Optional<ConfirmedChannel> known = Optional.ofNullable(idle.poll());
            if (known.isEmpty()) {
                return new ConfirmedChannel(Channels.open(connection()));
            }
            if (known.get().isOpen()) {
                return known.get();
            }
        }
    }

    private Connection connection() throws InterruptedException {
        if (!opening.tryLock(CONFIRMED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new BrokerUnavailable("RabbitMQ does not let Forge connect: others wait for it already");
        }
        try {
            if (closed) {
                throw new BrokerUnavailable("the starter stops");
            }
            Connection open = current.filter(Connection::isOpen).orElseGet(this::opened);
            current = Optional.of(open);
            return open;
        } finally {
            opening.unlock();
        }
    }

    private Connection opened() {
        // A message that has no queue comes back whole.
        Connection connection = connections.openRoomy("forge-starter: sends");
        since = clock.instant();
        return connection;
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

        void abort() throws IOException {
            channel.abort();
        }

        boolean publish(String queue, BasicProperties properties, byte[] body)
                throws IOException, TimeoutException, InterruptedException {
            returned = false;
            channel.basicPublish("", queue, true, properties, body);
            if (!channel.waitForConfirms(CONFIRMED_WITHIN.toMillis())) {
                throw new IOException("the broker refused it: the queue may be full");
            }
            return !returned;
        }
    }
}
