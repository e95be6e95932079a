package dev.forge.starter.notification;

import com.google.protobuf.Timestamp;
import dev.forge.contract.workflow.NotificationActivities.Tried;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.time.Instant;
import java.util.Optional;

/**
 * What Temporal tells of a notification that could not be delivered so far, which its workflow does not see.
 *
 * @param made how many tries there were
 * @param next when there is another; empty while that is under way
 */
record PendingTry(String id, int made, String failure, Optional<Instant> next) {
    /** Empty of one that has not failed: then there is no more to tell than that it is pending. */
    static Optional<PendingTry> of(PendingActivityInfo activity, DataConverter converter) {
        return tried(activity, converter)
                .map(tried -> new PendingTry(
                        tried.id(), tried.number(), activity.getLastFailure().getMessage(), next(activity)));
    }

    private static Optional<Tried> tried(PendingActivityInfo activity, DataConverter converter) {
        if (!activity.getLastFailure().hasApplicationFailureInfo()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(converter.fromPayloads(
                    0,
                    Optional.of(activity.getLastFailure()
                            .getApplicationFailureInfo()
                            .getDetails()),
                    Tried.class,
                    Tried.class));
        } catch (DataConverterException e) {
            // Another release's; it is told without it.
            return Optional.empty();
        }
    }

    private static Optional<Instant> next(PendingActivityInfo activity) {
        Timestamp at = activity.getScheduledTime();
        return activity.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED
                ? Optional.of(Instant.ofEpochSecond(at.getSeconds(), at.getNanos()))
                : Optional.empty();
    }
}
