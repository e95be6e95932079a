package dev.forge.k8s.verdict;

import dev.forge.k8s.Names;
import dev.forge.k8s.Observed;
import dev.forge.k8s.WaitingLimits;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that a verdict is made from. */
record Evidence(Optional<JobView> job, List<PodView> pods, List<Event> events, WaitingLimits limits, Instant now) {
    /** A pipeline's own default; an attempt's Job always says its timeout, unless somebody took it away. */
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(15);

    static Evidence of(Observed seen, WaitingLimits limits, Instant now) {
        return new Evidence(
                seen.job().map(JobView::new),
                seen.pods().stream().map(PodView::of).toList(),
                seen.events(),
                limits,
                now);
    }

    EventView of(PodView pod) {
        return EventView.of(events, "Pod", pod.name(), Optional.of(pod.uid()));
    }

    EventView of(JobView view) {
        return EventView.of(events, "Job", view.name(), view.uid());
    }

    EventView ofClaim(String name) {
        return EventView.of(events, "PersistentVolumeClaim", name, Optional.empty());
    }

    Duration timeout() {
        return Stream.concat(
                        job.flatMap(JobView::timeout).stream(), pods.stream().flatMap(Evidence::timeoutOf))
                .flatMap(text -> parsed(text).stream())
                .findFirst()
                .orElse(DEFAULT_TIMEOUT);
    }

    private static Stream<String> timeoutOf(PodView pod) {
        Map<String, String> annotations = pod.pod().getMetadata().getAnnotations();
        return annotations == null ? Stream.empty() : Optional.ofNullable(annotations.get(Names.TIMEOUT)).stream();
    }

    private static Optional<Duration> parsed(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            // Whoever changed it by hand meant something else; the next place that says it is asked.
            return Optional.empty();
        }
    }
}
