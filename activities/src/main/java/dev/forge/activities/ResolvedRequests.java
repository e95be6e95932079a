package dev.forge.activities;

import dev.forge.contract.workflow.Resolution;
import dev.forge.contract.workflow.RunActivities.RunRef;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/**
 * What executions have made of their requests, as their histories have it: what a request would be resolved to now may be
 * something else.
 */
final class ResolvedRequests {
    /** As Temporal calls {@link dev.forge.contract.workflow.RunActivities#resolve}. */
    private static final String RESOLVE = "Resolve";

    private final WorkflowClient client;

    ResolvedRequests(WorkflowClient client) {
        this.client = client;
    }

    /** Empty of one that never came so far. It is the first thing that a run does, so little is read. */
    Optional<Resolution> of(RunRef run) {
        Iterator<HistoryEvent> events =
                client.streamHistory(run.runId(), run.execution()).iterator();
        Set<Long> asked = new HashSet<>();
        while (events.hasNext()) {
            HistoryEvent event = events.next();
            if (isAsked(event)) {
                asked.add(event.getEventId());
            } else if (event.hasActivityTaskCompletedEventAttributes()
                    && asked.contains(
                            event.getActivityTaskCompletedEventAttributes().getScheduledEventId())) {
                return Optional.of(
                        read(event.getActivityTaskCompletedEventAttributes().getResult()));
            }
        }
        return Optional.empty();
    }

    private static boolean isAsked(HistoryEvent event) {
        return event.hasActivityTaskScheduledEventAttributes()
                && event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName()
                        .equals(RESOLVE);
    }

    private Resolution read(Payloads result) {
        return client.getOptions()
                .getDataConverter()
                .fromPayloads(0, Optional.of(result), Resolution.class, Resolution.class);
    }
}
