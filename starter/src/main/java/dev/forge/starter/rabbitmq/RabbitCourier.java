package dev.forge.starter.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.forge.contract.notification.NotificationTarget;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.contract.workflow.Notification;
import dev.forge.starter.intake.ReplyRule;
import dev.forge.starter.notification.Courier;
import dev.forge.starter.notification.Undeliverable;
import dev.forge.starter.notification.Undelivered;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Brings a run's end to a queue of RabbitMQ. */
@Singleton
final class RabbitCourier implements Courier {
    /**
     * For how long a queue is waited for that is not there, from the run's end and from the broker's return on: a receiver
     * that has lost its connection makes its queue anew meanwhile.
     */
    static final Duration QUEUE_AWAITED = Duration.ofMinutes(10);

    private final Optional<? extends Sending> sending;
    private final ReplyRule replies;
    private final Clock clock;

    @Inject
    RabbitCourier(Broker broker, Clock clock) {
        this(
                broker.reached().map(Broker.Reached::publisher),
                broker.reached()
                        .<ReplyRule>map(reached -> new ReplyQueues(reached.settings()))
                        .orElse(ReplyRule.NONE),
                clock);
    }

    RabbitCourier(Optional<? extends Sending> sending, ReplyRule replies, Clock clock) {
        this.sending = sending;
        this.replies = replies;
        this.clock = clock;
    }

    /** How messages get to the broker. */
    interface Sending {
        /** See {@link ConfirmedPublisher}. */
        boolean publish(String queue, BasicProperties properties, byte[] body);

        /** Since when the broker has been there. */
        Instant since();
    }

    @Override
    public boolean serves(NotificationTarget target) {
        return sending.isPresent()
                && target instanceof QueueReply reply
                && reply.broker() == NotificationTarget.Broker.RABBITMQ;
    }

    @Override
    public void deliver(Notification notification, byte[] message) throws Undelivered, Undeliverable {
        if (notification.target() instanceof QueueReply reply) {
            checkAllowed(reply);
            deliver(notification, reply, message);
        }
    }

    private void checkAllowed(QueueReply reply) throws Undeliverable {
        Optional<String> refusal = replies.refusal(reply);
        if (refusal.isPresent()) {
            throw new Undeliverable(refusal.get());
        }
    }

    private void deliver(Notification notification, QueueReply reply, byte[] message)
            throws Undelivered, Undeliverable {
        Sending broker = sending.orElseThrow();
        String queue = reply.queue();
        try {
            if (!broker.publish(queue, Replies.properties(notification.id(), reply.correlationId()), message)) {
                throw missing(queue, notification.end().endedAt(), broker.since());
            }
        } catch (BrokerUnavailable e) {
            throw new Undelivered(String.valueOf(e.getMessage()));
        }
    }

    private Undelivered missing(String queue, Instant ended, Instant brokerSince) throws Undeliverable {
        String said = "RabbitMQ has no queue \"" + queue + "\"";
        Instant from = ended.isAfter(brokerSince) ? ended : brokerSince;
        if (clock.instant().isAfter(from.plus(QUEUE_AWAITED))) {
            throw new Undeliverable(said + ", and had none for " + QUEUE_AWAITED.toMinutes()
                    + " minutes: declare the queue before the request is sent, durable where the answer may take long");
        }
        return new Undelivered(said + " yet");
    }
}
