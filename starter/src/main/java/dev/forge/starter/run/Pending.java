package dev.forge.starter.run;

import dev.forge.contract.step.Launched;
import dev.forge.contract.step.Waiting;
import io.temporal.api.common.v1.Payloads;
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
        Optional<Heartbeat> heartbeat = heartbeat(activity, converter);
        Optional<Pending> told = heartbeat.flatMap(Heartbeat::pending);
        return told.orElseGet(() -> activity.hasLastFailure() ? new Delay(retrying(activity)) : new Silent());
    }

    private static Optional<Heartbeat> heartbeat(PendingActivityInfo activity, DataConverter converter) {
        Payloads details = activity.getHeartbeatDetails();
        if (details.getPayloadsCount() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                    converter.fromPayloads(0, Optional.of(details), Heartbeat.class, Heartbeat.class));
        } catch (DataConverterException e) {
            // Another release's heartbeat; the run is told without it.
            return Optional.empty();
        }
    }

    private static Waiting retrying(PendingActivityInfo activity) {
        return new Waiting(
                "Temporal makes try " + activity.getAttempt() + " of "
                        + activity.getActivityType().getName() + " after: "
                        + activity.getLastFailure().getMessage(),
                Execution.instant(activity.getScheduledTime()));
    }

    /**
     * Every field of the heartbeats that there are: a {@link dev.forge.contract.step.Sighting}, or a {@link Waiting}
     * while ending.
     */
    record Heartbeat(
            Optional<Launched> launched,
            Optional<Instant> startedAt,
            Optional<Waiting> waiting,
            Optional<String> why,
            Optional<Instant> since) {
        Optional<Pending> pending() {
            Optional<Pending> attempt = launched.map(handle -> new Attempt(handle, startedAt, waiting));
            return attempt.or(() -> delay().map(Delay::new));
        }

        private Optional<Waiting> delay() {
            return waiting.or(() -> why.flatMap(text -> since.map(begin -> new Waiting(text, begin))));
        }
    }
}
