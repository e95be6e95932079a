package dev.forge.k8s.watch;

import dev.forge.k8s.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The one pair of watches that an installation has in a namespace, however many wait for what they show. What is not in
 * it may be there all the same: a watch is always a little late.
 */
public final class NamespaceWatch implements AutoCloseable {
    private final String namespace;
    private final Index index;
    private final List<Watching<?>> watches;

    private NamespaceWatch(String namespace, Index index, List<Watching<?>> watches) {
        this.namespace = namespace;
        this.index = index;
        this.watches = watches;
    }

    /**
     * Starts to watch.
     *
     * @param podSeen hears of each change of a Pod, from the watch's own thread: it must not wait for anything
     */
    public static NamespaceWatch open(
            KubernetesClient client,
            String namespace,
            String installation,
            Waiters waiters,
            Consumer<Pod> podSeen,
            Clock clock) {
        String labels = Names.MANAGED_BY + "=" + Names.FORGE + "," + Names.INSTALLATION + "=" + installation;
        Watching.Place place = new Watching.Place(namespace, labels);
        Index index = new Index(waiters, podSeen);
        Watching.Pace pace = Watching.Pace.DEFAULT;
        List<Watching<?>> watches = List.of(
                new Watching<>(client, Kind.JOBS, place, pace, index.ofJobs(), clock),
                new Watching<>(client, Kind.PODS, place, pace, index.ofPods(), clock));
        watches.forEach(Watching::start);
        return new NamespaceWatch(namespace, index, watches);
    }

    public String namespace() {
        return namespace;
    }

    /** Whether all that was there has been listed once. */
    public boolean listed() {
        return index.listed();
    }

    /** When the API server last told what is here, by the watch that has waited for longer: what is shown may be as old. */
    public Instant answeredAt() {
        return oldest().answeredAt();
    }

    /** Why that watch has heard no more since. */
    public String trouble() {
        return oldest().trouble();
    }

    private Watching<?> oldest() {
        return watches.stream()
                .min(Comparator.<Watching<?>, Instant>comparing(Watching::answeredAt))
                .orElseThrow();
    }

    public Optional<Job> job(String uid) {
        return index.job(uid);
    }

    public List<Job> labelled(String name, String value) {
        return index.labelled(name, value);
    }

    public Optional<Job> named(String name) {
        return index.named(name);
    }

    /** The Job's pods, those too that are gone and were seen to end before. */
    public List<Pod> pods(String job) {
        return Stream.concat(index.pods(job).stream(), index.departed(job).stream())
                .toList();
    }

    /** Those of the Job's pods that were seen to end, whether they are still there or not. */
    public List<Pod> ended(String job) {
        return pods(job).stream().filter(Index::ended).toList();
    }

    @Override
    public void close() {
        watches.forEach(Watching::close);
    }
}
