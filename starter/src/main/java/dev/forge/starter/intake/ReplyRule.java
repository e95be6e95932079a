package dev.forge.starter.intake;

import dev.forge.contract.notification.NotificationTarget.QueueReply;
import java.util.Optional;

/** Whither answers may go: whoever may send a message names a queue, and the starter may have rights that they have not. */
@FunctionalInterface
public interface ReplyRule {
    /** Anywhere. */
    ReplyRule NONE = _ -> Optional.empty();

    /**
     * Judges a queue.
     *
     * @return why it gets no answers and what to do, without a final full stop; empty where it may get some
     */
    Optional<String> refusal(QueueReply reply);
}
