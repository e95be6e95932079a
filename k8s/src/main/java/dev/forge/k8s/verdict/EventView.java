package dev.forge.k8s.verdict;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventSeries;
import io.fabric8.kubernetes.api.model.ObjectReference;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The events of one object, the latest first. */
record EventView(List<Event> latestFirst) {
    /** Times of Events are whole seconds; within one, their names tell: the object's, and the nanosecond in hexadecimal. */
    private static final Comparator<Event> IN_ORDER =
            Comparator.comparing(EventView::lastAt).thenComparing(EventView::name);

    static EventView of(List<Event> events, String kind, String name, Optional<String> uid) {
        return new EventView(events.stream()
                .filter(event -> isAbout(event, kind, name, uid))
                .sorted(IN_ORDER.reversed())
                .toList());
    }

    private static boolean isAbout(Event event, String kind, String name, Optional<String> uid) {
        ObjectReference about = event.getInvolvedObject();
        return about != null
                && kind.equals(about.getKind())
                && name.equals(about.getName())
                // Another object of the same name has another uid.
                && uid.map(id -> about.getUid() == null || id.equals(about.getUid()))
                        .orElse(true);
    }

    Optional<Event> latest(String... reasons) {
        Set<String> wanted = Set.of(reasons);
        return latestFirst.stream()
                .filter(event -> wanted.contains(event.getReason()))
                .findFirst();
    }

    /** The latest of some reasons whose message says something. */
    Optional<Event> latestSaying(String part, String... reasons) {
        Set<String> wanted = Set.of(reasons);
        return latestFirst.stream()
                .filter(event ->
                        wanted.contains(event.getReason()) && message(event).contains(part))
                .findFirst();
    }

    private static String name(Event event) {
        return Objects.requireNonNullElse(event.getMetadata().getName(), "");
    }

    static String message(Event event) {
        return Objects.requireNonNullElse(event.getMessage(), "").strip();
    }

    static Optional<Instant> firstAt(Event event) {
        return Times.of(event.getFirstTimestamp())
                .or(() -> Times.of(event.getEventTime()))
                .or(() -> Times.of(event.getMetadata().getCreationTimestamp()));
    }

    /** When it was seen last; kubelet and the Job controller count repetitions one way, the scheduler another. */
    static Instant lastAt(Event event) {
        Optional<Instant> repeated = Optional.ofNullable(event.getSeries())
                .map(EventSeries::getLastObservedTime)
                .flatMap(Times::of);
        return Stream.of(
                        Times.of(event.getLastTimestamp()),
                        Times.of(event.getEventTime()),
                        repeated,
                        Times.of(event.getMetadata().getCreationTimestamp()))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
