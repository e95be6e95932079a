package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.forge.starter.RabbitSettings;
import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Message;
import dev.forge.starter.intake.NotTakenYet;
import dev.forge.starter.intake.Taken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests over one connection, from its opening to its loss. A message is acknowledged once its run is in Temporal,
 * or once it is among the dead letters. While what a run needs is away the messages are held here: no more come then than
 * the prefetch, and the broker counts no further delivery.
 */
final class RequestConsumer implements AutoCloseable {
    /** What a start takes that is on its way when the starter stops. */
    private static final Duration FINISHED_WITHIN = Duration.ofSeconds(10);

    /** As the broker shows the connection. */
    private static final String NAME = "forge-starter: takes";

    private static final Logger LOG = LoggerFactory.getLogger(RequestConsumer.class);

    private final Connection connection;
    private final Channel channel;
    private final Intake intake;
    private final Refusals refusals;
    private final String responses;
    private final Manner manner;
    private final AtomicInteger left;
    private final AtomicInteger held = new AtomicInteger();
    private final ExecutorService taking = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final Insistence insistence;
    private final PuttingAside puttingAside;

    /** Why a connection takes no requests any more. */
    sealed interface End {
        /** The broker, or the way to it, is away. */
        record Lost(String why) implements End {}

        /** The messages it held were given back, since what a run needs was away for so long. */
        record GivenBack(String why) implements End {}

        /** The messages it held were given back, since the dead letters have not taken the refused ones for so long. */
        record Unkept(String why) implements End {}

        /** A message came that is larger than what is read over it. */
        record TooLarge() implements End {}

        /** It has taken as much as it was to take. */
        record Done() implements End {}
    }

    /**
     * How messages are taken.
     *
     * @param atOnce how many at most are on their way, unacknowledged
     * @param roomy whether they may be as large as memory lets one be
     * @param most after how many it ends
     */
    record Manner(int atOnce, boolean roomy, int most) {
        /** Many at once, none of which is large; until something happens. */
        static Manner quick(int atOnce) {
            return new Manner(atOnce, false, Integer.MAX_VALUE);
        }

        /** A few at once, none of which is large, for as long as that takes to look again. */
        static Manner few(int atOnce, int most) {
            return new Manner(atOnce, false, most);
        }

        /** One after the other, as large as memory lets one be. */
        static Manner careful(int most) {
            return new Manner(1, true, most);
        }
    }

    private RequestConsumer(
            Connection connection,
            Channel channel,
            Intake intake,
            Refusals refusals,
            String responses,
            Manner manner,
            boolean rejectedAreKept,
            Clock clock) {
        this.connection = connection;
        this.channel = channel;
        this.intake = intake;
        this.refusals = refusals;
        this.responses = responses;
        this.manner = manner;
        this.left = new AtomicInteger(manner.most());
        this.insistence = new Insistence(end, clock);
        this.puttingAside = new PuttingAside(refusals, insistence, manner.atOnce(), rejectedAreKept);
    }

    /**
     * Begins to take.
     *
     * @throws BrokerUnavailable where the broker is away, or does not give what is needed
     */
    static RequestConsumer open(Broker.Reached reached, Intake intake, Refusals refusals, Manner manner, Clock clock) {
        Connections connections = reached.connections();
        RabbitSettings settings = reached.settings();
        Connection connection = manner.roomy() ? connections.openRoomy(NAME) : connections.open(NAME);
        try {
            boolean rejectedAreKept = new Topology(settings).declare(connection);
            RequestConsumer consumer = new RequestConsumer(
                    connection,
                    Channels.open(connection),
                    intake,
                    refusals,
                    settings.responses(),
                    manner,
                    rejectedAreKept,
                    clock);
            consumer.begin(settings);
            return consumer;
        } catch (IOException | RuntimeException e) {
            Connections.end(connection);
            throw e instanceof BrokerUnavailable known
                    ? known
                    : new BrokerUnavailable(
                            "RabbitMQ does not let Forge take from " + settings.requests() + " (" + Reasons.of(e) + ")",
                            e);
        }
    }

    private void begin(RabbitSettings settings) throws IOException {
        channel.addShutdownListener(signal ->
                end.complete(Reasons.isTooLarge(signal) ? new End.TooLarge() : new End.Lost(Reasons.of(signal))));
        channel.basicQos(manner.atOnce());
        channel.basicConsume(
                settings.requests(),
                false,
                (_, sent) -> received(
                        new Delivery(sent.getEnvelope().getDeliveryTag(), sent.getProperties(), sent.getBody())),
                _ -> end.complete(new End.Lost("the broker ended the consumer: the queue was removed, or moved")));
    }

    /** Waits until it takes no more. */
    End await() throws InterruptedException {
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing ends it so", e);
        }
    }

    private void received(Delivery delivery) {
        try {
            taking.execute(() -> take(delivery));
        } catch (RejectedExecutionException e) {
            LOG.debug("the starter stops: the message stays with the broker", e);
        }
    }

    private void take(Delivery delivery) {
        try {
            Message message = delivery.message(responses);
            switch (surely(message)) {
                case Taken.Started _ -> channel.basicAck(delivery.tag(), false);
                case Taken.Refused refused -> seeOff(delivery, message, refused);
            }
            if (left.decrementAndGet() == 0) {
                end.complete(new End.Done());
            }
        } catch (NotTakenYet | BrokerUnavailable | AlreadyClosedException e) {
            LOG.debug("the broker will deliver a message once more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The connection broke beneath it, which whoever waits for the end tells.
            end.complete(new End.Lost(Reasons.of(e)));
            LOG.debug("the broker will deliver a message once more", e);
        } catch (RuntimeException | Error e) {
            // Also where memory is short: the message would stay with us, and nobody would know.
            end.complete(new End.Lost(Reasons.of(e)));
            LOG.error("a message could be neither taken nor refused: the broker will deliver it once more", e);
        }
    }

    private Taken surely(Message message) throws InterruptedException {
        try {
            return intake.take(message);
        } catch (NotTakenYet e) {
            return heldUntilTaken(message, e);
        }
    }

    private Taken heldUntilTaken(Message message, NotTakenYet first) throws InterruptedException {
        held.incrementAndGet();
        try {
            return insistence.on(() -> intake.take(message), first, intake.state()::paused, End.GivenBack::new);
        } finally {
            if (held.decrementAndGet() == 0 && !end.isDone()) {
                intake.state().resumed();
            }
        }
    }

    /** First it is put aside, then its sender is told: what is kept is not to be kept again because nobody takes the answer. */
    private void seeOff(Delivery delivery, Message message, Taken.Refused refused)
            throws IOException, InterruptedException {
        boolean kept = puttingAside.put(delivery, refused);
        refusals.tell(delivery, message, refused);
        if (kept) {
            channel.basicAck(delivery.tag(), false);
        } else {
            channel.basicReject(delivery.tag(), false);
        }
    }

    /** See {@link Insistence}. */
    boolean hasEndedWithin(Duration pause) throws InterruptedException {
        return insistence.hasEndedWithin(pause);
    }

    /** What is being taken is taken to its end, if that is near; all else stays with the broker. */
    @Override
    public void close() {
        end.complete(new End.Lost("the starter stops"));
        taking.shutdown();
        try {
            if (!taking.awaitTermination(FINISHED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some messages were not taken to their end: the broker will deliver them once more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Connections.end(connection);
    }
}
