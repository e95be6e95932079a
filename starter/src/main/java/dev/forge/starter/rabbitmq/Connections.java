package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import dev.forge.starter.IdlingThreads;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.intake.Intake;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/** Opens connections to the broker. Whoever has one that is lost opens another: the client's own recovery is off. */
final class Connections {
    /** As long as a broker under load takes for a handshake, and for the answer to a call. */
    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** It is reached, and then greeted. */
    static final Duration CONNECTS_WITHIN = TIMEOUT.multipliedBy(2);

    /** A broker that vanishes without a word is noticed within twice that time. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Larger ones are refused in any case. The client breaks a connection over which a larger one comes, before it reads it. */
    private static final int LARGEST_TAKEN = Intake.LARGEST_BODY;

    /** RabbitMQ's own largest by default, before 4.0. */
    private static final int LARGEST_READ = 128 * 1024 * 1024;

    /** So that what is a little beyond 1 MiB can be refused, however little memory there is. */
    private static final int LEAST_READ = 2 * LARGEST_TAKEN;

    /**
     * The client has a message twice while it puts its frames together, and does so once more with one that comes back since
     * its queue is gone: half of the memory is left for everything else.
     */
    private static final int PART_OF_MEMORY = 8;

    /** Those of a connection hand messages over, and do nothing that takes time. */
    private static final int WORKING = 2;

    private final ConnectionFactory factory;
    private final ConnectionFactory roomy;
    private final int largestRead;
    private final String shown;

    /**
     * To a broker; none is opened yet.
     *
     * @param largestRead the bytes of the largest message that a roomy one reads: see {@link #largestRead(long)}
     */
    Connections(RabbitSettings settings, int largestRead) {
        ThreadFactory threads =
                Thread.ofPlatform().daemon().name("rabbitmq-", 0).factory();
        ExecutorService working = IdlingThreads.of(WORKING, "rabbitmq-works-");
        this.factory = on(threads, working, factory(settings, LARGEST_TAKEN));
        this.roomy = on(threads, working, factory(settings, largestRead));
        this.largestRead = largestRead;
        this.shown = settings.shown();
    }

    /**
     * The bytes of the largest message for which there is room.
     *
     * @param memory the bytes that all of the starter has
     */
    static int largestRead(long memory) {
        return Math.clamp(memory / PART_OF_MEMORY, LEAST_READ, LARGEST_READ);
    }

    /** Of which size the largest message is that can be read at all, in bytes. */
    int largestRead() {
        return largestRead;
    }

    /** Ends one, answered or not: a broker that has an alarm never answers. */
    static void end(Connection connection) {
        connection.abort((int) TIMEOUT.toMillis());
    }

    /**
     * Opens one.
     *
     * @param name as the broker shows it among its connections
     * @throws BrokerUnavailable where that fails, for whatever reason
     */
    Connection open(String name) {
        return open(factory, name);
    }

    /** The same for messages up to {@link #largestRead()}. */
    Connection openRoomy(String name) {
        return open(roomy, name);
    }

    private Connection open(ConnectionFactory factory, String name) {
        try {
            return factory.newConnection(name);
        } catch (IOException | TimeoutException e) {
            String why = " (" + Reasons.of(e) + ")";
            throw new BrokerUnavailable(
                    Reasons.isDistrust(e)
                            ? "RabbitMQ at " + shown + " is not trusted" + why
                                    + ": forge.rabbitmq.ca-file is to hold the authority that has signed its"
                                    + " certificate, which is to be for that host"
                            : "RabbitMQ at " + shown + " cannot be reached" + why,
                    e);
        }
    }

    /** Leaves it to whoever has the connection to say what it was made to break at. */
    private static final class Expecting extends DefaultExceptionHandler {
        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable thrown) {
            if (!Reasons.isTooLarge(thrown)) {
                super.handleUnexpectedConnectionDriverException(connection, thrown);
            }
        }
    }

    private static ConnectionFactory factory(RabbitSettings settings, int largestMessage) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(settings.uri());
            if (factory.isSSL()) {
                // What the URI alone gives would trust every certificate.
                factory.useSslProtocol(SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("forge.rabbitmq.uri cannot be used: " + e.getMessage(), e);
        }
        settings.authorities().map(Authorities::trusting).ifPresent(factory::useSslProtocol);
        settings.password().ifPresent(factory::setPassword);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout((int) TIMEOUT.toMillis());
        factory.setHandshakeTimeout((int) TIMEOUT.toMillis());
        // A broker that has an alarm reads nothing: what is asked of it then must not wait for the client's ten
        // minutes.
        factory.setChannelRpcTimeout((int) TIMEOUT.toMillis());
        factory.setRequestedHeartbeat((int) HEARTBEAT.toSeconds());
        factory.setMaxInboundMessageBodySize(largestMessage);
        factory.setExceptionHandler(new Expecting());
        return factory;
    }

    /** Of the system: virtual ones would wait behind all that compute, and the broker for its heartbeat. */
    private static ConnectionFactory on(ThreadFactory threads, ExecutorService working, ConnectionFactory factory) {
        factory.setThreadFactory(threads);
        factory.setSharedExecutor(working);
        return factory;
    }
}
