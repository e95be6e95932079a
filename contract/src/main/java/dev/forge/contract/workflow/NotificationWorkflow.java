package dev.forge.contract.workflow;

import dev.forge.contract.RunKey;
import dev.forge.contract.notification.NotificationTarget;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells others of a run's end, for as long as that takes. A child that outlives its run, which waits for nobody. */
@WorkflowInterface
public interface NotificationWorkflow {
    String TYPE = "Notification";
    String DELIVERIES = "deliveries";

    /** The workflow id for one end of a run: each execution of a run has one of its own. */
    static String idOf(String runId, String execution) {
        return "notification/" + RunKey.of(runId) + "/" + execution;
    }

    @WorkflowMethod(name = TYPE)
    List<Delivery> deliver(Announcement announcement);

    /** How far that is. */
    @QueryMethod(name = DELIVERIES)
    List<Delivery> deliveries();

    /** What is to be told, and to whom. */
    record Announcement(RunEnd end, List<Addressee> addressees) {
        public Announcement {
            addressees = List.copyOf(addressees);
        }
    }

    /**
     * One who is told.
     *
     * @param id of the notification
     */
    record Addressee(String id, NotificationTarget target) {}

    /**
     * What has become of one notification.
     *
     * @param tries how often it was sent, where that is known; of one that is pending only its activity knows
     * @param failure why it could not be delivered
     * @param since when it was first to be sent
     * @param endedAt empty while it is pending
     */
    record Delivery(
            String id,
            NotificationTarget target,
            State state,
            Optional<Integer> tries,
            Optional<String> failure,
            Instant since,
            Optional<Instant> endedAt) {
        public static Delivery pending(Addressee addressee, Instant since) {
            return new Delivery(
                    addressee.id(),
                    addressee.target(),
                    State.PENDING,
                    Optional.empty(),
                    Optional.empty(),
                    since,
                    Optional.empty());
        }

        public Delivery delivered(int tried, Instant at) {
            return new Delivery(
                    id, target, State.DELIVERED, Optional.of(tried), Optional.empty(), since, Optional.of(at));
        }

        public Delivery undeliverable(Optional<Integer> tried, String why, Instant at) {
            return new Delivery(id, target, State.UNDELIVERABLE, tried, Optional.of(why), since, Optional.of(at));
        }
    }

    /** How a notification stands. */
    enum State {
        /** It is sent, or will be once more. */
        PENDING,
        /** The receiver has said that it has it. */
        DELIVERED,
        /** It is not sent any more. */
        UNDELIVERABLE
    }
}
