package dev.forge.contract.workflow;

import dev.forge.contract.RunKey;
import dev.forge.contract.notification.Ending;
import dev.forge.contract.notification.NotificationTarget;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tells others of a run's end, for as long as that takes. A child that outlives its run, which waits for nobody; of a run
 * that Temporal cut off, which could begin none, the reaper begins it.
 */
@WorkflowInterface
public interface NotificationWorkflow {
    String TYPE = "Notification";
    String DELIVERIES = "deliveries";

    /** A receiver that is away over a long weekend still hears of it. */
    Duration LIMIT = Duration.ofDays(7);

    /** The workflow id for one end of a run: each execution of a run has one of its own. */
    static String idOf(String runId, String execution) {
        return "notification/" + RunKey.of(runId) + "/" + execution;
    }

    @WorkflowMethod(name = TYPE)
    List<Delivery> deliver(Announcement announcement);

    /** How far that is. */
    @QueryMethod(name = DELIVERIES)
    List<Delivery> deliveries();

    /** What this is for, as Temporal shows it. */
    static String summaryOf(String runId) {
        return "tell of the end of " + runId;
    }

    /** What is to be told, and to whom. */
    record Announcement(RunEnd end, List<Addressee> addressees) {
        public Announcement {
            addressees = List.copyOf(addressees);
        }

        /**
         * To those of them who want to hear of such an end. Their numbers are those among all, so that an id is the same
         * whoever else is told.
         */
        public static Announcement of(RunEnd end, List<NotificationTarget> targets) {
            Ending ending = Ending.valueOf(end.state().name());
            List<Addressee> addressees = new ArrayList<>();
            for (int i = 0; i < targets.size(); i++) {
                if (targets.get(i).wants(ending)) {
                    addressees.add(new Addressee(end.temporalRunId() + "-" + (i + 1), targets.get(i)));
                }
            }
            return new Announcement(end, addressees);
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
