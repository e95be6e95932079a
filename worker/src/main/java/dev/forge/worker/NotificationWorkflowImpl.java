package dev.forge.worker;

import dev.forge.contract.workflow.Notification;
import dev.forge.contract.workflow.NotificationActivities;
import dev.forge.contract.workflow.NotificationActivities.Tried;
import dev.forge.contract.workflow.NotificationWorkflow;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells each addressee by itself: one that is away keeps none of the others from hearing. */
public final class NotificationWorkflowImpl implements NotificationWorkflow {
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();

    // Before the first task, so that a query always finds all of them.
    @WorkflowInit
    public NotificationWorkflowImpl(Announcement announcement) {
        Instant now = RunJournal.now();
        announcement.addressees().forEach(one -> deliveries.put(one.id(), Delivery.pending(one, now)));
    }

    @Override
    public List<Delivery> deliver(Announcement announcement) {
        List<Promise<Boolean>> all = announcement.addressees().stream()
                .map(one -> tell(new Notification(one.id(), one.target(), announcement.end())))
                .toList();
        Promise.allOf(all).get();
        return deliveries();
    }

    @Override
    public List<Delivery> deliveries() {
        return List.copyOf(deliveries.values());
    }

    private Promise<Boolean> tell(Notification notification) {
        NotificationActivities starter = Calls.notifications(
                "tell " + notification.target().kind() + " "
                        + notification.target().place(),
                LIMIT);
        return Async.function(starter::deliver, notification).handle((tried, failure) -> {
            deliveries.computeIfPresent(notification.id(), (_, pending) -> ended(pending, tried, failure));
            return tried != null;
        });
    }

    private static Delivery ended(Delivery pending, @Nullable Tried tried, @Nullable RuntimeException failure) {
        if (tried != null) {
            return pending.delivered(tried.number(), RunJournal.now());
        }
        Optional<ApplicationFailure> last = said(failure);
        return pending.undeliverable(
                last.flatMap(NotificationWorkflowImpl::tries),
                last.map(ApplicationFailure::getOriginalMessage)
                        .orElse("no starter has served it within " + LIMIT.toDays() + " days"),
                RunJournal.now());
    }

    private static Optional<Integer> tries(ApplicationFailure failure) {
        return Optional.ofNullable(failure.getDetails().get(Tried.class)).map(Tried::number);
    }

    private static Optional<ApplicationFailure> said(@Nullable Throwable thrown) {
        if (thrown instanceof ApplicationFailure failure) {
            return Optional.of(failure);
        }
        return thrown == null ? Optional.empty() : said(thrown.getCause());
    }
}
