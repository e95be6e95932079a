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
    /** An attempt that has been launched, as it was last seen. */
    record Attempt(Launched launched, Optional<Instant> startedAt, Optional<Waiting> waiting) implements Pending {}

    /** Something that the run waits for, other than an attempt that has been launched. */
    record Delay(Waiting waiting) implements Pending {}

    /** Nothing yet. */
    record Silent() implements Pending {}

    static Pending of(PendingActivityInfo activity, DataConverter converter) {
        Optional<Pending> told = sighting(activity, converter).flatMap(Pending::told);
        if (!activity.hasLastFailure()) {
            return told.orElseGet(Silent::new);
        }
        // Between two tries nobody looks, and what was seen before is not why it waits.
        boolean isBetweenTries = activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
        return told.map(seen -> isBetweenTries ? seen.waitingFor(retrying(activity)) : seen)
                .orElseGet(() -> new Delay(retrying(activity)));
    }

    /** The same, held up by something else. */
    private Pending waitingFor(Waiting other) {
        return switch (this) {
            case Attempt(Launched launched, Optional<Instant> startedAt, Optional<Waiting> _) ->
                new Attempt(launched, startedAt, Optional.of(other));
            case Delay _, Silent _ -> new Delay(other);
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

    private static Waiting retrying(PendingActivityInfo activity) {
        return new Waiting(
                "Temporal makes try " + activity.getAttempt() + " of "
                        + activity.getActivityType().getName() + " after: "
                        + said(activity.getLastFailure()),
                // The time at which it is scheduled is that of the try to come.
                Execution.instant(
                        activity.hasLastAttemptCompleteTime()
                                ? activity.getLastAttemptCompleteTime()
                                : activity.getScheduledTime()));
    }

    /** A failure of more than a few KiB, stack traces included, is kept by Temporal cut short, as another's cause. */
    private static String said(Failure failure) {
        return failure.hasServerFailureInfo() && failure.hasCause() ? said(failure.getCause()) : failure.getMessage();
    }
}
