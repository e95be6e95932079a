package dev.forge.starter.sqs;

import dev.forge.contract.notification.NotificationTarget.Broker;
import dev.forge.contract.notification.NotificationTarget.QueueReply;
import dev.forge.starter.SqsQueue;
import dev.forge.starter.SqsSettings;
import dev.forge.starter.intake.Intake;
import dev.forge.starter.intake.Message;
import dev.forge.starter.intake.RefusalReply;
import dev.forge.starter.intake.Taken.Refused;
import dev.forge.starter.intake.Taken.Started;
import dev.forge.starter.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a run for each message; a sender that named a queue hears of a refusal as well. */
final class RequestTaker implements Taker {
    private static final Logger LOG = LoggerFactory.getLogger(RequestTaker.class);

    /** As much as a run request's {@code correlationId} may have. */
    private static final int LONGEST_CORRELATION_ID = 255;

    private final Intake intake;
    private final Supplier<Optional<String>> away;
    private final Queues queues;
    private final SqsSettings settings;

    /**
     * For an intake.
     *
     * @param away says why no run could be started now; empty where one could
     */
    RequestTaker(Intake intake, Supplier<Optional<String>> away, Queues queues, SqsSettings settings) {
        this.intake = intake;
        this.away = away;
        this.queues = queues;
        this.settings = settings;
    }

    @Override
    public Verdict take(Delivery delivery) {
        Optional<String> complaint = complaint(delivery);
        if (complaint.isPresent()) {
            intake.state().refused(ProblemCode.RUN_REQUEST_INVALID, complaint.get());
            return new Verdict.Poison(ProblemCode.RUN_REQUEST_INVALID, complaint.get());
        }
        return switch (intake.take(message(delivery))) {
            case Started _ -> new Verdict.Done();
            case Refused(ProblemCode code, String reason) -> new Verdict.Poison(code, reason);
        };
    }

    /** Of what is wrong beside the body; a run whose end nobody would hear of is not started. */
    private Optional<String> complaint(Delivery delivery) {
        if (delivery.attribute(Delivery.REPLY_TO).isPresent()
                && namedQueue(delivery).isEmpty()) {
            return Optional.of("The attribute reply-to names no queue to which replies may go: write the URL of one, or"
                    + " have the platform add it to forge.sqs.reply-queues.");
        }
        return correlationId(delivery)
                .filter(id -> id.getBytes(StandardCharsets.UTF_8).length > LONGEST_CORRELATION_ID)
                .map(id -> "The attribute correlation-id is longer than " + LONGEST_CORRELATION_ID
                        + " bytes: write a shorter one.");
    }

    private Optional<SqsQueue> namedQueue(Delivery delivery) {
        return delivery.attribute(Delivery.REPLY_TO).flatMap(SqsQueue::parse).filter(settings::mayReplyTo);
    }

    @Override
    public Optional<String> hindrance() {
        return away.get();
    }

    @Override
    public void tell(Delivery delivery, Verdict.Poison poison) {
        namedQueue(delivery).ifPresent(queue -> reply(queue, delivery, new Refused(poison.code(), poison.reason())));
    }

    private void reply(SqsQueue queue, Delivery delivery, Refused refused) {
        RefusalReply reply = intake.reply(message(delivery), refused);
        try {
            queues.send(queue, Outgoing.reply(reply.id(), reply.json(), correlationId(delivery), reply.id()));
        } catch (SqsRefused e) {
            LOG.warn("a message of {} was refused, and its sender is not told: {}", delivery.queue(), e.getMessage());
            intake.state()
                    .troubled("Message " + delivery.message().messageId() + " is refused, and its sender is not told: "
                            + e.getMessage() + ".");
        }
    }

    private Message message(Delivery delivery) {
        return new Message(
                delivery.body().getBytes(StandardCharsets.UTF_8),
                Optional.of(delivery.id()),
                correlationId(delivery),
                replyTo(delivery));
    }

    private Optional<QueueReply> replyTo(Delivery delivery) {
        return namedQueue(delivery)
                .or(settings::responses)
                .map(queue -> new QueueReply(Broker.SQS, queue.url(), Optional.empty()));
    }

    private static Optional<String> correlationId(Delivery delivery) {
        return delivery.attribute(Delivery.CORRELATION_ID);
    }
}
