package dev.forge.k8s.attempts;

import dev.forge.contract.step.AttemptId;
import dev.forge.contract.step.Launched;
import dev.forge.k8s.Observed;
import dev.forge.k8s.verdict.JobVerdict;
import dev.forge.k8s.watch.NamespaceWatch;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Finds what there is of an attempt: in what the watches have shown, or by asking the API server. */
final class Looking {
    // A watch that is alive shows a new Job in milliseconds; one that does not after this long is asked about.
    private static final Duration NEW = Duration.ofSeconds(2);

    private final Api api;
    private final List<WatchedNamespace> namespaces;
    private final Clock clock;
    private final Map<String, NewJob> fresh = new ConcurrentHashMap<>();

    /** A Job that the API server has shown, and no watch yet. */
    private record NewJob(Job job, Instant seen) {}

    Looking(Api api, List<WatchedNamespace> namespaces, Clock clock) {
        this.api = api;
        this.namespaces = namespaces;
        this.clock = clock;
    }

    /** Keeps a Job in mind that the API server has just answered, until a watch shows it. */
    void remember(Job job) {
        Instant now = clock.instant();
        fresh.values().removeIf(old -> old.seen().plus(NEW).isBefore(now));
        fresh.put(job.getMetadata().getUid(), new NewJob(job, now));
    }

    /** What the watches have shown; what they have not is asked for, so that a missing Job is really missing. */
    Observed look(Launched attempt) {
        for (WatchedNamespace namespace : namespaces) {
            Optional<Job> job = namespace.watch().job(attempt.uid());
            if (job.isPresent()) {
                fresh.remove(attempt.uid());
                return new Observed(job, namespace.watch().pods(attempt.uid()), List.of());
            }
        }
        return fresh(attempt).orElseGet(() -> lookLive(attempt));
    }

    private Optional<Observed> fresh(Launched attempt) {
        return Optional.ofNullable(fresh.get(attempt.uid()))
                .filter(known -> known.seen().plus(NEW).isAfter(clock.instant()))
                .map(known -> shown(known.job()));
    }

    /** What the API server says now. */
    Observed lookLive(Launched attempt) {
        for (WatchedNamespace namespace : namespaces) {
            Optional<Job> job = api.job(namespace.name(), attempt.name())
                    .filter(each -> each.getMetadata().getUid().equals(attempt.uid()));
            if (job.isPresent()) {
                remember(job.get());
                return live(namespace, job.get());
            }
        }
        List<Pod> left = new ArrayList<>();
        namespaces.forEach(namespace -> left.addAll(livePods(namespace, attempt.uid())));
        return new Observed(Optional.empty(), left, List.of());
    }

    /** The same with Events, as far as they are known by now. */
    Observed withEvents(Observed seen) {
        Job job = seen.job().orElseThrow();
        List<Event> events = namespaces.stream()
                .filter(each -> each.name().equals(job.getMetadata().getNamespace()))
                .findFirst()
                .map(each -> each.events().about(job, seen.pods()))
                .orElseGet(List::of);
        return new Observed(seen.job(), seen.pods(), events);
    }

    private Observed live(WatchedNamespace namespace, Job job) {
        List<Pod> pods = livePods(namespace, job.getMetadata().getUid());
        Observed seen = new Observed(Optional.of(job), pods, List.of());
        return JobVerdict.needsEvents(seen) ? new Observed(seen.job(), pods, api.events(job, pods)) : seen;
    }

    private List<Pod> livePods(WatchedNamespace namespace, String job) {
        return andEnded(namespace, job, api.pods(namespace.name(), job));
    }

    /** Those of a Job's pods that are there, and those that a watch has seen to end before they went. */
    static List<Pod> andEnded(WatchedNamespace namespace, String job, List<Pod> live) {
        List<Pod> pods = new ArrayList<>(live);
        Set<String> there = pods.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
        namespace.watch().ended(job).stream()
                .filter(pod -> !there.contains(pod.getMetadata().getUid()))
                .forEach(pods::add);
        return pods;
    }

    /** A Job that the API server has shown, with what the watches show of its pods. */
    Observed shown(Job job) {
        return new Observed(Optional.of(job), shown(job.getMetadata().getUid()), List.of());
    }

    /** The pod of an attempt that has ended: as the watches have shown its end, else as the API server has it. */
    Optional<Pod> ended(AttemptId attempt) {
        return named(attempt.name())
                .flatMap(seen -> seen.pods().stream().filter(Pods::hasEnded).findFirst())
                .or(() -> namespaces.stream()
                        .flatMap(namespace -> api.podsOfJobNamed(namespace.name(), attempt.name()).stream())
                        .findFirst());
    }

    private List<Pod> shown(String job) {
        return namespaces.stream()
                .map(WatchedNamespace::watch)
                .flatMap(watch -> watch.pods(job).stream())
                .toList();
    }

    private Optional<Observed> named(String name) {
        return namespaces.stream()
                .map(WatchedNamespace::watch)
                .flatMap(watch -> watch.named(name).map(job -> seen(watch, job)).stream())
                .findFirst();
    }

    static Observed seen(NamespaceWatch watch, Job job) {
        return new Observed(Optional.of(job), watch.pods(job.getMetadata().getUid()), List.of());
    }
}
