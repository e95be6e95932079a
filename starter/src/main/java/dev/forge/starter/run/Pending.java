package dev.forge.starter.run;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Sighting;
import dev.forge.contract.step.Waiting;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.Optional;

/** What a running activity has let be known of itself, which its workflow cannot see. */
sealed interface Pending {
    /** As Temporal knows the activity that completes what must outlive an attempt. */
    String FINISH = "Finish";

    /** An attempt that has been launched, as it was last seen. */
    record Attempt(Launched launched, Optional<Instant> startedAt, Optional<Waiting> waiting) implements Pending {}

    /** Something that the run waits for, other than an attempt that has been launched. */
    record Delay(Waiting waiting) implements Pending {}

    /**
     * What is done beside the next steps, and waited for only when the run is to end.
     *
     * @param waiting empty where it has told nothing yet
     */
    record Beside(Optional<Waiting> waiting) implements Pending {}

    /** Nothing yet. */
    record Silent() implements Pending {}

    static Pending of(PendingActivityInfo activity, DataConverter converter, Instant now) {
        Pending pending = whoeverWaits(activity, converter, now);
        return activity.getActivityType().getName().equals(FINISH) ? pending.beside() : pending;
    }

    private Pending beside() {
        return switch (this) {
            case Attempt attempt -> new Beside(attempt.waiting());
            case Delay(Waiting waiting) -> new Beside(Optional.of(waiting));
            case Beside _ -> this;
            case Silent() -> new Beside(Optional.empty());
        };
    }

    private static Pending whoeverWaits(PendingActivityInfo activity, DataConverter converter, Instant now) {
        Optional<Pending> told = sighting(activity, converter).flatMap(Pending::told);
        boolean nobodyLooks = activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
        if (!activity.hasLastFailure()) {
            return told.orElseGet(() -> nobodyLooks ? new Delay(untaken(activity, now)) : new Silent());
        }
        // Between two tries, what was seen before is not why it waits.
        return told.map(seen -> nobodyLooks ? seen.waitingFor(retrying(activity)) : seen)
                .orElseGet(() -> new Delay(retrying(activity)));
    }

    /** The same, held up by something else. */
    private Pending waitingFor(Waiting other) {
        return switch (this) {
            case Attempt(Launched launched, Optional<Instant> startedAt, Optional<Waiting> _) ->
                new Attempt(launched, startedAt, Optional.of(other));
            case Delay _, Beside _, Silent _ -> new Delay(other);
        };
    }

    private static Optional<Pending> told(Sighting sighting) {
        Optional<Pending> attempt =
                sighting.launched().map(handle -> new Attempt(handle, sighting.startedAt(), sighting.waiting()));
        return attempt.or(() -> sighting.waiting().map(Delay::new));
    }

    private static Optional<Sighting> sighting(PendingActivityInfo activity, DataConverter converter) {
        Payloads details = activity.getHeartbeatDetails();
        if (details.getPayloadsCount() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(converter.fromPayloads(0, Optional.of(details), Sighting.class, Sighting.class));
        } catch (DataConverterException e) {
            // Another release's heartbeat; the run is told without it.
            return Optional.empty();
        }
    }

    private static Waiting untaken(PendingActivityInfo activity, Instant now) {
        Instant since = Execution.instant(activity.getScheduledTime());
        return new Waiting(
                "waits for a worker that has room for it",
                since,
                Optional.empty(),
                Optional.of(Waiting.onceUnusual(
                        "start more workers, or have each take more at once (FORGE_WORKER_ATTEMPTS)", since, now)));
    }

    private static Waiting retrying(PendingActivityInfo activity) {
        return new Waiting(
                "Temporal makes try " + activity.getAttempt() + " of "
                        + activity.getActivityType().getName() + " after: "
                        + said(activity.getLastFailure()),
                // The time at which it is scheduled is that of the try to come.
                Execution.instant(
                        activity.hasLastAttemptCompleteTime()
                                ? activity.getLastAttemptCompleteTime()
                                : activity.getScheduledTime()),
                Optional.empty(),
                Optional.of("see to what that names, unless it passes by itself: Temporal goes on trying"));
    }

    /** A failure of more than a few KiB, stack traces included, is kept by Temporal cut short, as another's cause. */
    private static String said(Failure failure) {
        return failure.hasServerFailureInfo() && failure.hasCause() ? said(failure.getCause()) : failure.getMessage();
    }
}
